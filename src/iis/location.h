#pragma once

#include <string>
#include <string_view>

namespace certlift::iis {

/// `text` with every character in upper case, as Windows compares names: character by character, no language.
std::string upper_case(std::string_view text);

/// Whether IIS takes the two for the same name.
bool same_name(std::string_view a, std::string_view b);

/// What a file is to IIS. The location paths of a web.config name folders, not sites.
enum class FileRole { host_config, web_config };

/// The path of a `<location>`: what it says, and what it means. Compared segment by segment without regard to
/// case, with `\` as `/` and without `/` at the ends; `""` and `"."` are the server level. Source: IIS, "Deep
/// Dive into IIS Configuration", Location Tags; the foldings are the cautious reading.
class LocationPath {
 public:
  LocationPath() = default;
  explicit LocationPath(std::string_view written);

  const std::string& written() const { return written_; }
  /// Two paths are the same if their keys are; "" is the server level. Ends in no `/`.
  const std::string& key() const { return key_; }

  bool is_server() const { return key_.empty(); }
  bool is_site() const { return !is_server() && !is_below_site(); }
  bool is_below_site() const { return key_.find('/') != std::string::npos; }

  /// The first segment: the site's name. Empty at server level.
  std::string site() const { return text().substr(0, text().find('/')); }
  /// The key of the site alone.
  std::string_view site_key() const { return std::string_view(key_).substr(0, key_.find('/')); }
  /// As written, but each `\` or run of slashes as one `/`, and none at the ends.
  const std::string& text() const { return is_plain_ ? written_ : text_; }

  /// Whether it is `ancestor` or stands below it.
  bool is_at_or_below(const LocationPath& ancestor) const;

  friend bool operator==(const LocationPath& a, const LocationPath& b) { return a.key_ == b.key_; }

 private:
  std::string written_;
  std::string text_;      ///< if that is not what is written
  bool is_plain_ = true;  ///< it is
  std::string key_;
};

/// The key of the path alone.
std::string path_key(std::string_view written);

}  // namespace certlift::iis
