#include "render/obstacles.h"

#include "support/run_engine.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace certlift::render {
namespace {

engine::Outcome found_at(std::string location, engine::Bearing bearing) {
  engine::Finding finding;
  finding.location = std::move(location);
  finding.bearing = bearing;
  finding.hindrance = "logons can fail";
  return engine::outcome_of(std::move(finding));
}

TEST(Obstacles, AreNotThoseThatTheFixOfAnotherFindingHasTakenAlong) {
  engine::Outcome lifted = found_at("Shop/A", engine::Bearing::none);
  lifted.applied = true;
  lifted.gives_mappings = true;
  engine::Outcome other = found_at("Shop", engine::Bearing::in_the_way);
  EXPECT_TRUE(obstacles({.path = "f", .outcomes = {lifted, other}}).contains("logons can fail"));
  other.gone = true;
  EXPECT_EQ(obstacles({.path = "f", .outcomes = {lifted, other}}), "");
}

}  // namespace
}  // namespace certlift::render
