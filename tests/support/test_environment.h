#pragma once

#include "apply/context.h"

namespace certlift::test {

/// Process 4711 of alice on host WEB01, on 2026-11-22 at 08:30 UTC. Each look at the clock is a second later,
/// the random digits count up from 0, sleeping takes no time, and no other process lives.
disk::Environment test_environment();

}  // namespace certlift::test
