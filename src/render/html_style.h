#pragma once

#include <string_view>

/// What a page looks like, and what it does where scripts may run.
namespace certlift::render {

extern const std::string_view html_style;
extern const std::string_view html_script;

}  // namespace certlift::render
