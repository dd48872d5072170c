#pragma once

#include "disk/replacement.h"

/// What the calls of Windows answer in tests.
namespace certlift::disk::code {

inline constexpr WindowsCode file_not_found = 2;
inline constexpr WindowsCode access_denied = 5;
inline constexpr WindowsCode sharing_violation = 32;
inline constexpr WindowsCode not_supported = 50;
inline constexpr WindowsCode already_exists = 183;
inline constexpr WindowsCode unable_to_remove_replaced = 1175;
inline constexpr WindowsCode unable_to_move_replacement = 1176;
inline constexpr WindowsCode unable_to_move_replacement_2 = 1177;

}  // namespace certlift::disk::code
