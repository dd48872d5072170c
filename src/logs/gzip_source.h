#pragma once

#include "logs/byte_source.h"

namespace certlift::logs {

/// The same bytes, unpacked if they are a gzip archive (also of several members, as `cat a.gz b.gz` makes
/// it). One that is cut off gives what there is. Errors: not_understood, if it is damaged; those of the
/// source.
ByteSource unpacked(ByteSource packed);

}  // namespace certlift::logs
