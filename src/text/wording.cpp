#include "text/wording.h"

namespace certlift::text {

std::string uncapitalized(std::string message) {
  const bool is_word =
      message.size() > 1 && message[0] >= 'A' && message[0] <= 'Z' && message[1] >= 'a' && message[1] <= 'z';
  if (is_word) message[0] = static_cast<char>(message[0] - 'A' + 'a');
  return message;
}

std::string alternatives(std::span<const std::string> names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i)
    list += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  return list;
}

}  // namespace certlift::text
