#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace certlift::faults {

/// How another program writes a configuration.
enum class Way {
  renames,   ///< a new file over the old one
  in_place,  ///< opens it, cuts it, writes it, all at once
  lingers,   ///< the same, but a while passes between opening it and writing
};

const char* name_of(Way way);

/// What another program has written in its `number`-th write, in place of what it wrote before.
std::string mark_of(std::size_t number);

/// Another program that writes once: it reads the configuration, puts its mark in, and writes it, whatever
/// has become of the file in between.
class OtherProgram {
 public:
  OtherProgram(std::string target, Way way, std::size_t number)
      : target_(std::move(target)), way_(way), number_(number) {}
  OtherProgram(const OtherProgram&) = delete;
  OtherProgram& operator=(const OtherProgram&) = delete;
  ~OtherProgram();

  /// One step of its work. It never waits: as long as it may not open the file it comes again.
  void step();
  void finish();
  bool is_done() const { return done_; }

 private:
  bool open();
  void write();

  std::string target_;
  Way way_;
  std::size_t number_;
  std::string bytes_;
  int descriptor_ = -1;
  int patience_ = 3;
  bool done_ = false;
};

}  // namespace certlift::faults
