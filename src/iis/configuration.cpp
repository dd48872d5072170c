#include "iis/configuration.h"

#include "text/damage.h"
#include "xml/cursor.h"

namespace certlift::iis {

Result<void> require_configuration(const xml::Document& document) {
  const xml::Element root = document.root();
  if (root.name() == "configuration") return {};
  const auto [line, column] = root.position();
  if (text::looks_like_html(document.text()))
    return std::unexpected(
        Error{ErrorCode::not_understood, std::string(text::is_html), document.path(), line, column});
  return std::unexpected(Error{ErrorCode::not_understood,
                               "the root element is <" + xml::shown(root.name()) +
                                   ">, not <configuration>; name an applicationHost.config, or put "
                                   "<configuration> around an excerpt of one",
                               document.path(), line, column});
}

}  // namespace certlift::iis
