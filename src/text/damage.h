#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace certlift::text {

/// The end of a message about a file that has lost something: where a good one may be.
inline constexpr std::string_view newest_copy =
    "the newest good copy may be among certlift's backups (certlift backups), in "
    "%SystemDrive%\\inetpub\\history or in %windir%\\System32\\inetsrv\\backup";

/// The end of a message about a file that was cut off.
inline std::string cut_off() {
  return "the file looks cut off here; " + std::string(newest_copy);
}

/// Something that has happened to a file as a whole.
struct Damage {
  std::size_t offset;
  std::string message;
};

/// What makes a text that is no XML at `fault` look as it does, if the fault alone says it badly: an
/// unresolved merge conflict, a web page, zero bytes. The text need not be UTF-8.
std::optional<Damage> damage_behind(std::string_view text, std::size_t fault);

/// Whether it is a web page.
bool looks_like_html(std::string_view text);
inline constexpr std::string_view is_html =
    "this is an HTML page, not a configuration; a server's error page was probably saved in place of the "
    "file. "
    "Get the file itself";

}  // namespace certlift::text
