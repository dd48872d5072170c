#include "baseline/identity.h"

#include "base/sha256.h"
#include "iis/location.h"
#include "render/secrets.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace certlift::baseline {
namespace {

constexpr std::string_view hidden = "***";

}  // namespace

std::string without_secrets(std::string_view text) {
  std::string result;
  std::size_t from = 0;
  for (const text::Span secret : render::secrets_of(text)) {
    result.append(text.substr(from, secret.begin - from)).append(hidden);
    from = secret.end;
  }
  return result.append(text.substr(from));
}

Identities::Identities(const engine::Reading& reading)
    : reading_(reading), secrets_(render::secrets_of(reading.text())) {}

std::string Identities::of(const engine::Finding& finding) {
  return sha256(std::string(finding.rule) + '\n' +
                without_secrets(iis::LocationPath(finding.location).key()) + '\n' +
                content_at(finding.offset));
}

bool Identities::is_secret(text::Span span) const {
  const auto next = std::ranges::upper_bound(secrets_, span.begin, {}, &text::Span::end);
  return next != secrets_.end() && next->begin < span.end;
}

/// Name and attributes, in whichever order and with whatever quotes they are written.
std::string Identities::head_of(xml::Element element) const {
  std::map<std::string_view, std::string_view> attributes;
  for (const xml::Attribute& attribute : element.attributes())
    attributes.emplace(attribute.name, is_secret(attribute.value_span) ? hidden : attribute.value);
  std::string head(element.name());
  for (const auto& [name, value] : attributes) head.append("\n").append(name).append("=").append(value);
  return head;
}

/// Of an element from those of its children, each made once.
std::string Identities::content_of(xml::Element top) {
  std::vector<std::pair<xml::Element, bool>> tasks{{top, false}};
  while (!tasks.empty()) {
    const auto [element, has_children] = tasks.back();
    tasks.pop_back();
    if (contents_.contains(element.span().begin)) continue;
    if (!has_children) tasks.emplace_back(element, true);
    std::string content = has_children ? head_of(element) : "";
    for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
      if (has_children)
        content.append("\n").append(contents_.at(child.span().begin));
      else
        tasks.emplace_back(child, false);
    }
    if (has_children) contents_.emplace(element.span().begin, sha256(content));
  }
  return contents_.at(top.span().begin);
}

std::string Identities::content_at(std::size_t offset) {
  const std::string_view text = reading_.text();
  if (const xml::Element element = reading_.document.element_at(offset)) return content_of(element);
  const std::size_t end = text.find("-->", offset);  // it is about a comment
  return sha256(without_secrets(text.substr(offset, end == std::string_view::npos ? 0 : end - offset)));
}

void identify(const engine::Reading& reading, const engine::NewFindings& findings) {
  if (findings.empty()) return;
  Identities identities(reading);
  for (const auto& finding : findings) finding->identity = identities.of(*finding);
}

}  // namespace certlift::baseline
