#pragma once

#include "render/report.h"

#include <cstddef>
#include <string>

namespace certlift::render {

/// The difference of a file for a page: at each hunk which fix made it and why, and its lines in the unified
/// format or side by side, as the reader chooses. Of very many hunks the later ones only as text. `number`:
/// of the file on the page.
std::string html_difference(const Illustration& shown, std::size_t number);

}  // namespace certlift::render
