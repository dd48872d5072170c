#include "logs/gzip_source.h"

#include <zlib.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace certlift::logs {
namespace {

constexpr std::size_t packed_buffer = 64UL * 1024UL;

Error damaged() {
  return {ErrorCode::not_understood, "this gzip archive is damaged; unpack it to see how far it can be read"};
}

/// Else it would pass for an empty file.
Error cut_at_the_beginning() {
  return {ErrorCode::not_understood,
          "this gzip archive ends before anything of it can be unpacked; copy it again"};
}

/// Looks at the first bytes, and unpacks if they are those of a gzip archive.
class Unpacking {
 public:
  explicit Unpacking(ByteSource source) : source_(std::move(source)), buffer_(packed_buffer) {}
  Unpacking(const Unpacking&) = delete;
  Unpacking& operator=(const Unpacking&) = delete;
  ~Unpacking() {
    if (kind_ == Kind::gzip) ::inflateEnd(&stream_);
  }

  Result<std::size_t> read(std::span<char> space) {
    if (kind_ == Kind::unknown)
      if (auto looked = look(); !looked) return std::unexpected(looked.error());
    return kind_ == Kind::plain ? read_plain(space) : inflate_into(space);
  }

 private:
  enum class Kind { unknown, plain, gzip };
  enum class Progress { nothing_unpacked, unpacked };

  /// Reads more behind what is there; false: there is no more.
  Result<bool> fill() {
    if (begin_ == end_) begin_ = end_ = 0;
    const auto got = source_(std::span(buffer_).subspan(end_));
    if (!got) return std::unexpected(got.error());
    end_ += *got;
    return *got > 0;
  }

  Result<void> look() {
    while (end_ < 2) {
      const auto more = fill();
      if (!more) return std::unexpected(more.error());
      if (!*more) break;
    }
    const bool is_gzip = end_ >= 2 && buffer_[0] == '\x1F' && buffer_[1] == '\x8B';
    kind_ = Kind::plain;
    constexpr int with_gzip_header = 16 + MAX_WBITS;
    if (!is_gzip) return {};
    if (::inflateInit2(&stream_, with_gzip_header) != Z_OK)
      return std::unexpected(Error{ErrorCode::unreadable, "there is not enough memory to unpack this"});
    kind_ = Kind::gzip;
    return {};
  }

  Result<std::size_t> read_plain(std::span<char> space) {
    if (begin_ == end_) return source_(space);
    const std::size_t count = std::min(space.size(), end_ - begin_);
    std::copy_n(buffer_.data() + begin_, count, space.data());
    begin_ += count;
    return count;
  }

  Result<std::size_t> inflate_into(std::span<char> space) {
    if (space.empty()) return 0;
    for (;;) {
      if (begin_ == end_) {
        const auto more = fill();
        if (!more) return std::unexpected(more.error());
        if (*more) continue;
        if (progress_ == Progress::nothing_unpacked) return std::unexpected(cut_at_the_beginning());
        return 0;
      }
      stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data() + begin_);
      stream_.avail_in = static_cast<uInt>(end_ - begin_);
      stream_.next_out = reinterpret_cast<Bytef*>(space.data());
      stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(space.size(), 1U << 30U));
      const uInt room = stream_.avail_out;
      const int state = ::inflate(&stream_, Z_NO_FLUSH);
      begin_ = end_ - stream_.avail_in;
      const std::size_t count = room - stream_.avail_out;
      if (state == Z_STREAM_END) ::inflateReset(&stream_);  // another member may follow
      if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) return std::unexpected(damaged());
      if (count > 0 || state == Z_STREAM_END) progress_ = Progress::unpacked;
      if (count > 0) return count;
    }
  }

  ByteSource source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  Kind kind_ = Kind::unknown;
  Progress progress_ = Progress::nothing_unpacked;
  z_stream stream_{};
};

}  // namespace

ByteSource unpacked(ByteSource packed) {
  const auto unpacking = std::make_shared<Unpacking>(std::move(packed));
  return [unpacking](std::span<char> space) { return unpacking->read(space); };
}

}  // namespace certlift::logs
