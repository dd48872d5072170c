#include "render/obstacles.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace certlift::render {
namespace {

engine::Outcome found_at(std::string location, engine::Bearing bearing) {
  engine::Outcome outcome;
  outcome.finding.location = std::move(location);
  outcome.finding.bearing = bearing;
  outcome.finding.hindrance = "logons can fail";
  return outcome;
}

TEST(Obstacles, AreNotThoseThatTheFixOfAnotherFindingHasTakenAlong) {
  engine::Outcome lifted = found_at("Shop/A", engine::Bearing::none);
  lifted.applied = true;
  lifted.finding.fix = std::make_shared<const engine::Fix>();
  lifted.finding.work = std::make_shared<const engine::FixWork>(
      engine::FixWork{.edits = {}, .mappings = engine::DeclaredMappings{}});
  engine::Outcome other = found_at("Shop", engine::Bearing::in_the_way);
  EXPECT_TRUE(obstacles({.path = "f", .outcomes = {lifted, other}}).contains("logons can fail"));
  other.gone = true;
  EXPECT_EQ(obstacles({.path = "f", .outcomes = {lifted, other}}), "");
}

}  // namespace
}  // namespace certlift::render
