#pragma once

#include <zlib.h>

#include <string>

namespace certlift::test {

/// The bytes as a gzip archive.
inline std::string gzipped(const std::string& bytes) {
  z_stream stream{};
  constexpr int with_gzip_header = 16 + MAX_WBITS;
  if (::deflateInit2(&stream, 6, Z_DEFLATED, with_gzip_header, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string packed(::deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  std::string copy = bytes;  // zlib's interface is not const
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  ::deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  ::deflateEnd(&stream);
  return packed;
}

}  // namespace certlift::test
