#pragma once

#include "iis/site_picture.h"

#include <string>

namespace certlift::render {

/// The site as a tree, as an SVG image for HTML: what each path does about client certificates, and where
/// mappings are stored; those that IIS does not read look different, and say so.
std::string site_svg(const iis::SitePicture& picture);

/// The same in words, a line each: `/Partners: application, certificate required, anonymous off, ...`
std::string path_words(const iis::PicturedPath& path);

}  // namespace certlift::render
