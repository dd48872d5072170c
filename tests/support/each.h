#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <source_location>
#include <string>
#include <utility>

namespace certlift::test {

/// Holds what a function makes of each input against what is wanted of it. A failure names the input.
template <class Input = std::string, class Output = std::string, class Function>
void expect_each(const Function& function, std::initializer_list<std::pair<Input, Output>> wanted,
                 std::source_location caller = std::source_location::current()) {
  for (const auto& [input, output] : wanted) {
    const testing::ScopedTrace trace(caller.file_name(), static_cast<int>(caller.line()),
                                     "of " + testing::PrintToString(input));
    EXPECT_EQ(function(input), output);
  }
}

}  // namespace certlift::test
