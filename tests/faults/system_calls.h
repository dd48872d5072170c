#pragma once

#include "faults/trace.h"

#include <array>
#include <string>

namespace certlift::faults {

/// The registers of a program that stands at a call.
struct Stop {
  long number;
  std::array<unsigned long, 6> arguments;
};

/// What is known of a system call.
struct KnownCall {
  long number;
  const char* name;
  int descriptor;    ///< which argument is one; -1: none
  int path;          ///< which argument is one; -1: none
  int second_path;   ///< the same
  Effect effect;     ///< of opening: what the flags say
  bool takes_space;  ///< may find the disk full
  bool moves_bytes;  ///< the third argument is how many
};

/// Nothing if it does not concern files.
const KnownCall* find_call(long number);

bool opens(const KnownCall& call);
bool closes(const KnownCall& call);

/// The flags of a call that opens.
unsigned long open_flags(const KnownCall& call, const Stop& stop);

}  // namespace certlift::faults
