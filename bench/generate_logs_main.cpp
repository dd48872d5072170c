#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

/// Makes up a log for measurements: `certlift_generate_logs w3c|trace BYTES`, on standard output.
namespace {

/// The same numbers each time.
class Dice {
 public:
  std::uint64_t roll(std::uint64_t sides) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return state_ % sides;
  }

 private:
  std::uint64_t state_ = 88172645463325252;
};

void put(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

std::string two(std::uint64_t number) {
  return std::string(number < 10 ? "0" : "") + std::to_string(number);
}

const char* answer_of(std::uint64_t roll) {
  if (roll < 80) return "200 0 0";
  if (roll < 90) return "304 0 0";
  if (roll < 93) return "404 0 2";
  return roll < 99 ? "401 2 5" : "403 7 64";
}

void make_w3c(std::uint64_t bytes) {
  put("#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2026-11-03 "
      "00:00:00\r\n"
      "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) "
      "cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n");
  Dice dice;
  std::uint64_t written = 0;
  for (std::uint64_t line = 0; written < bytes; ++line) {
    const std::uint64_t second = line / 200 % 86'400;
    const std::string time = two(second / 3600) + ":" + two(second / 60 % 60) + ":" + two(second % 60);
    const std::string client = "10." + std::to_string(dice.roll(4)) + "." + std::to_string(dice.roll(20)) +
                               "." + std::to_string(dice.roll(60));
    const std::string path =
        "/App" + std::to_string(dice.roll(20)) + "/orders/item" + std::to_string(dice.roll(2000)) + ".aspx";
    const std::string text =
        "2026-11-03 " + time + " 10.0.0.1 GET " + path + " id=" + std::to_string(dice.roll(100'000)) +
        " 443 - " + client +
        " Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36+(KHTML,+like+Gecko)+"
        "Chrome/130.0.0.0+Safari/537.36 https://portal.example/start " +
        answer_of(dice.roll(100)) + " " + std::to_string(dice.roll(500)) + "\r\n";
    put(text);
    written += text.size();
  }
}

void make_trace(std::uint64_t bytes) {
  put("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\r\n<failedRequest url=\"https://portal.example/App/\" "
      "siteId=\"1\" "
      "statusCode=\"200\" authenticationType=\"NOT_AVAILABLE\">\r\n");
  const std::string event =
      "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n <System>\r\n"
      "  <Provider Name=\"WWW Server\" Guid=\"{3A2A4E84-4C21-4981-AE10-3FDA0D9B0F83}\"/>\r\n"
      "  <Opcode>49</Opcode>\r\n </System>\r\n <EventData>\r\n  <Data Name=\"Buffer\">" +
      std::string(1500, 'x') +
      "</Data>\r\n </EventData>\r\n <ExtendedTracingInfo>\r\n"
      "  <EventGuid>{D42CF7EF-DE92-473E-8B6C-621EA663113A}</EventGuid>\r\n "
      "</ExtendedTracingInfo>\r\n</Event>\r\n";
  for (std::uint64_t written = 0; written < bytes; written += event.size()) put(event);
  put("</failedRequest>");
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view kind = count == 3 ? arguments[1] : "";
  const std::uint64_t bytes = count == 3 ? std::strtoull(arguments[2], nullptr, 10) : 0;
  if (bytes == 0 || (kind != "w3c" && kind != "trace")) {
    std::fputs("usage: certlift_generate_logs w3c|trace BYTES\n", stderr);
    return 2;
  }
  kind == "w3c" ? make_w3c(bytes) : make_trace(bytes);
  return std::ferror(stdout) == 0 ? 0 : 1;
}
