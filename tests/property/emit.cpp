#include "property/emit.h"

#include "property/writer.h"

namespace certlift::property {
namespace {

std::string name_of(Given given) {
  return given == Given::yes ? "true" : "false";
}

class Emitter {
 public:
  explicit Emitter(const Style& style) : out_(style) {}

  Emitted emit(const Config& config) {
    out_.open("configuration");
    out_.open("configSections");
    out_.empty("section", {{"name", "handlers"}});
    out_.close();
    if (config.has_sites) write_sites(config);
    write_wrapped(config.server);
    for (const Tag& tag : config.tags) write(tag);
    out_.close();
    emitted_.text = out_.take();
    return std::move(emitted_);
  }

 private:
  void write_sites(const Config& config) {
    out_.open("system.applicationHost");
    out_.open("sites");
    for (int site : config.sites) {
      out_.open("site", {{"name", std::string(of(site_names(), site))}, {"id", std::to_string(site + 1)}});
      for (const char* path : {"/", "/A", "/A/deep"}) {
        out_.open("application", {{"path", path}});
        out_.empty("virtualDirectory", {{"path", "/"}, {"physicalPath", "C:\\inetpub"}});
        if (path[1] == '\0') out_.empty("virtualDirectory", {{"path", "/img"}, {"physicalPath", "C:\\img"}});
        out_.close();
      }
      out_.open("bindings");
      out_.empty("binding", {{"protocol", "https"}, {"bindingInformation", "*:443:"}, {"sslFlags", "1"}});
      out_.close();
      out_.close();
    }
    out_.close();
    out_.close();
  }

  void write(const Tag& tag) {
    const int next = where_.tag + 1;
    where_ = {};
    where_.tag = next;
    if (tag.comment) comment();
    Attributes attributes{{"path", written_path(tag)}};
    if (tag.override_mode > 0) {
      const std::string_view pair = of(override_modes(), tag.override_mode);
      const std::size_t equals = pair.find('=');
      attributes.push_back({std::string(pair.substr(0, equals)), std::string(pair.substr(equals + 1))});
    }
    if (tag.inherit > 0)
      attributes.push_back({"inheritInChildApplications", std::string(of(inherits(), tag.inherit))});
    out_.open("location", attributes);
    const std::size_t begin = out_.start_of_last();
    write_wrapped(tag);
    out_.close();
    emitted_.tags.push_back(out_.since(begin));
  }

  void write_wrapped(const Tag& tag) {
    const bool has_authentication = !tag.sections.empty() || tag.anonymous != Given::absent ||
                                    tag.active_directory != Given::absent || !tag.windows.empty() ||
                                    tag.empty_wrappers || tag.inner_comment;
    const bool has_security = has_authentication || tag.access > 0 || !tag.authorization.empty();
    if (!has_security && !tag.handlers) return;
    out_.open("system.webServer");
    if (tag.handlers) piece("handlers", {{"accessPolicy", "Read, Tag" + std::to_string(where_.tag)}});
    if (has_security) {
      out_.open("security");
      if (tag.access > 0) piece("access", {{"sslFlags", std::string(of(ssl_flags(), tag.access))}});
      if (!tag.authorization.empty()) write_authorization(tag);
      if (has_authentication) write_authentication(tag);
      out_.close();
    }
    out_.close();
  }

  void write_authentication(const Tag& tag) {
    out_.open("authentication");
    if (tag.inner_comment) {
      comment();
      out_.blank_line();
    }
    if (tag.anonymous != Given::absent)
      piece("anonymousAuthentication", {{"enabled", name_of(tag.anonymous)}});
    for (std::size_t i = 0; i < tag.sections.size(); ++i) {
      where_.section = static_cast<int>(i);
      write(tag.sections[i]);
    }
    where_.section = -1;
    if (!tag.windows.empty()) write_windows(tag);
    if (tag.active_directory != Given::absent)
      piece("clientCertificateMappingAuthentication", {{"enabled", name_of(tag.active_directory)}});
    out_.close();
  }

  void write_authorization(const Tag& tag) {
    out_.open("authorization");
    const std::size_t begin = out_.start_of_last();
    for (int choice : tag.authorization) {
      const std::string_view entry = of(authorization_entries(), choice);
      if (entry == "clear")
        out_.empty("clear", {});
      else if (entry.starts_with("remove"))
        out_.empty("remove", parts_of(entry.substr(6), {"", "users", "roles", "verbs"}));
      else
        out_.empty("add", parts_of(entry, {"accessType", "users", "roles", "verbs"}));
    }
    out_.close();
    emitted_.pieces.push_back({where_.tag, -1, begin, out_.since(begin)});
  }

  void write_windows(const Tag& tag) {
    out_.open("windowsAuthentication");
    const std::size_t begin = out_.start_of_last();
    for (const char* collection : {"providers", "extendedProtection"}) {
      out_.open(collection);
      for (int choice : tag.windows) write_windows_entry(of(windows_entries(), choice), collection);
      out_.close();
    }
    out_.close();
    emitted_.pieces.push_back({where_.tag, -1, begin, out_.since(begin)});
  }

  void write_windows_entry(std::string_view entry, std::string_view collection) {
    const bool is_spn = entry.starts_with("@");
    if (is_spn != (collection == "extendedProtection")) return;
    if (is_spn) entry.remove_prefix(1);
    const bool removes = entry.starts_with("-");
    if (removes) entry.remove_prefix(1);
    if (entry == "clear") return out_.empty(is_spn ? "clearSpns" : "clear", {});
    const char* add = is_spn ? "spn" : "add";
    const char* remove = is_spn ? "removeSpn" : "remove";
    out_.empty(removes ? remove : add, {{is_spn ? "name" : "value", std::string(entry)}});
  }

  Attributes attributes_of(const Section& section) {
    Attributes attributes;
    const auto give = [&](const char* name, Given given) {
      if (given != Given::absent) attributes.push_back({name, name_of(given)});
    };
    if (section.trouble == Trouble::bad_value)
      attributes.push_back({"enabled", "yes"});
    else
      give("enabled", section.enabled);
    give("oneToOneCertificateMappingsEnabled", section.switches[one_to_one]);
    give("manyToOneCertificateMappingsEnabled", section.switches[many_to_one]);
    if (section.domain > 0)
      attributes.push_back({"defaultLogonDomain", std::string(of(domains(), section.domain))});
    if (section.logon > 0)
      attributes.push_back({"logonMethod", std::string(of(logon_methods(), section.logon))});
    if (section.lock) attributes.push_back({"lockAttributes", "enabled"});
    if (section.trouble == Trouble::unknown_attribute) attributes.push_back({"enabeld", "true"});
    if (section.trouble == Trouble::config_source) attributes.push_back({"configSource", "m.config"});
    return attributes;
  }

  void write(const Section& section) {
    if (section.comment_above) comment();
    const bool childless = section.one.empty() && section.many.empty() && !section.collections[0] &&
                           !section.collections[1] && !section.comment_inside &&
                           section.trouble != Trouble::text && section.trouble != Trouble::unknown_element;
    const std::string name = "iisClientCertificateMappingAuthentication";
    std::size_t begin = 0;
    if (childless) {
      out_.empty(name, attributes_of(section));
      begin = out_.start_of_last();
    } else {
      out_.open(name, attributes_of(section));
      begin = out_.start_of_last();
      if (section.comment_inside) comment();
      if (section.trouble == Trouble::text) out_.text("stray");
      if (section.trouble == Trouble::unknown_element) out_.empty("mappings", {});
      write_collection(section, section.rules_first ? many_to_one : one_to_one);
      write_collection(section, section.rules_first ? one_to_one : many_to_one);
      out_.close();
    }
    emitted_.pieces.push_back({where_.tag, where_.section, begin, out_.since(begin)});
  }

  void write_collection(const Section& section, int kind) {
    const std::vector<Entry>& entries = section.entries(kind);
    const bool there = section.collections[static_cast<std::size_t>(kind)];
    const std::string name = kind == one_to_one ? "oneToOneMappings" : "manyToOneMappings";
    if (entries.empty() && !there) return;
    if (entries.empty()) return out_.empty(name, {});
    out_.open(name);
    where_.kind = kind;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      where_.entry = static_cast<int>(i);
      write(entries[i], kind);
    }
    where_.kind = where_.entry = -1;
    out_.close();
  }

  void write(const Entry& entry, int kind) {
    if (entry.comment) comment();
    if (entry.clear) return out_.empty("clear", {});
    Attributes attributes;
    if (kind == many_to_one) attributes.push_back({"name", std::string(of(names(), entry.key))});
    if (entry.enabled != Given::absent) attributes.push_back({"enabled", name_of(entry.enabled)});
    if (!of(users(), entry.user).empty())
      attributes.push_back({"userName", std::string(of(users(), entry.user))});
    if (entry.password > 0) attributes.push_back({"password", std::string(of(passwords(), entry.password))});
    if (kind == one_to_one) attributes.push_back({"certificate", std::string(of(certificates(), entry.key))});
    if (kind == many_to_one && entry.mode > 0)
      attributes.push_back({"permissionMode", std::string(of(modes(), entry.mode))});
    if (entry.lock) attributes.push_back({"lockItem", "true"});
    if (entry.unknown) attributes.push_back({"cert", "typo"});
    if (kind == one_to_one || entry.rules.empty()) return out_.empty("add", attributes);
    out_.open("add", attributes);
    out_.open("rules");
    for (int rule : entry.rules) write_rule(of(rules(), rule));
    if (entry.comment) comment();
    out_.close();
    out_.close();
  }

  void write_rule(std::string_view rule) {
    if (rule == "clear") return out_.empty("clear", {});
    out_.empty("add", parts_of(rule, {"certificateField", "certificateSubField", "matchCriteria",
                                      "compareCaseSensitive"}));
  }

  /// Attributes from their values, divided by `|`; without those that are empty.
  static Attributes parts_of(std::string_view values, const std::vector<const char*>& names) {
    Attributes attributes;
    for (const char* name : names) {
      const std::size_t end = std::min(values.find('|'), values.size());
      if (end > 0) attributes.push_back({name, std::string(values.substr(0, end))});
      values.remove_prefix(std::min(end + 1, values.size()));
    }
    return attributes;
  }

  void piece(const std::string& name, const Attributes& attributes) {
    out_.empty(name, attributes);
    emitted_.pieces.push_back({where_.tag, -1, out_.start_of_last(), out_.since(out_.start_of_last())});
  }

  /// Each is unlike all others, and looks like what it is not.
  void comment() {
    where_.text = "<!-- c" + std::to_string(emitted_.comments.size()) +
                  " <iisClientCertificateMappingAuthentication enabled=\"true\"> & -->";
    out_.comment(where_.text);
    emitted_.comments.push_back(where_);
  }

  Writer out_;
  Comment where_;
  Emitted emitted_;
};

}  // namespace

bool Section::is_empty() const {
  Section plain;
  plain.comment_above = comment_above;
  plain.comment_inside = comment_inside;
  if (trouble == Trouble::text) plain.trouble = trouble;
  plain.rules_first = rules_first;
  return *this == plain;
}

Emitted emit(const Config& config, const Style& style) {
  return Emitter(style).emit(config);
}

}  // namespace certlift::property
