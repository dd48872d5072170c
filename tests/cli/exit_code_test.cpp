#include "cli/exit_code.h"

#include "support/run_engine.h"

#include <gtest/gtest.h>

#include <memory>

namespace certlift::cli {
namespace {

using engine::Severity;
using render::Command;

engine::Outcome outcome(Severity severity, bool applied) {
  engine::Finding finding;
  finding.severity = severity;
  finding.fix = std::make_shared<const engine::Fix>();
  return engine::outcome_of(finding, applied);
}

engine::Outcome only_reported() {
  engine::Finding finding;
  return engine::outcome_of(finding);
}

engine::Outcome refused() {
  engine::Finding finding;
  finding.refusal = engine::refusal_for("code", "message");
  return engine::outcome_of(finding);
}

render::TargetReport target_with(std::vector<engine::Outcome> outcomes, bool changed = false) {
  render::TargetReport target{.path = "a"};
  target.outcomes = std::move(outcomes);
  target.changed = changed;
  return target;
}

render::TargetReport failed_target(ErrorCode code) {
  render::TargetReport target{.path = "a"};
  target.error = Error{code, "m"};
  return target;
}

int code_of(Command command, std::vector<render::TargetReport> targets) {
  return exit_code_of({.command = command, .host = {}, .targets = std::move(targets)});
}

TEST(ExitCode, TellsWhatWentWrong) {
  EXPECT_EQ(exit_code_of(ErrorCode::not_found), 3);
  EXPECT_EQ(exit_code_of(ErrorCode::unreadable), 3);
  EXPECT_EQ(exit_code_of(ErrorCode::not_understood), 3);
  EXPECT_EQ(exit_code_of(ErrorCode::unwritable), 3);
  EXPECT_EQ(exit_code_of(ErrorCode::changed), 4);
  EXPECT_EQ(exit_code_of(ErrorCode::busy), 4);
  EXPECT_EQ(exit_code_of(ErrorCode::law_broken), 5);
  EXPECT_EQ(exit_code_of(ErrorCode::interrupted), 130);
}

TEST(ExitCode, CountsErrorsAndWarningsThatAreLeft) {
  EXPECT_EQ(code_of(Command::check, {target_with({})}), 0);
  EXPECT_EQ(code_of(Command::check, {target_with({outcome(Severity::note, false)})}), 0);
  EXPECT_EQ(code_of(Command::check, {target_with({outcome(Severity::warning, false)})}), 1);
  EXPECT_EQ(code_of(Command::fix, {target_with({outcome(Severity::error, true)}, true)}), 0);
  EXPECT_EQ(code_of(Command::fix, {target_with({outcome(Severity::error, false)})}), 1);
}

TEST(ExitCode, CountsWhatRequiresADecisionWhetherItWasRefusedOrHasNoFix) {
  for (const Command command : {Command::check, Command::fix, Command::diff, Command::plan}) {
    EXPECT_EQ(code_of(command, {target_with({refused()})}), 1);
    EXPECT_EQ(code_of(command, {target_with({only_reported()})}), 1);
    EXPECT_EQ(code_of(command, {target_with({outcome(Severity::note, false)})}), 0);
  }
}

TEST(ExitCode, OfDiffCountsADifferenceToo) {
  EXPECT_EQ(code_of(Command::diff, {target_with({outcome(Severity::error, true)}, true)}), 1);
  EXPECT_EQ(code_of(Command::diff, {target_with({outcome(Severity::error, false)})}), 1);
  EXPECT_EQ(code_of(Command::diff, {target_with({})}), 0);
}

TEST(ExitCode, OfPlanDoesNotCountTheChange) {
  EXPECT_EQ(code_of(Command::plan, {target_with({outcome(Severity::error, true)}, true)}), 0);
  EXPECT_EQ(code_of(Command::plan, {target_with({refused()})}), 1);
}

TEST(ExitCode, OfApplyDoesNotCountWhatThePlanLeaves) {
  for (const Command command : {Command::apply, Command::try_apply}) {
    EXPECT_EQ(code_of(command, {target_with({refused(), outcome(Severity::error, true)}, true)}), 0);
    EXPECT_EQ(code_of(command, {failed_target(ErrorCode::changed), target_with({})}), 4);
  }
}

TEST(ExitCode, IsTheHighestOfAllTargets) {
  EXPECT_EQ(code_of(Command::fix,
                    {failed_target(ErrorCode::busy), failed_target(ErrorCode::not_found), target_with({})}),
            4);
  EXPECT_EQ(code_of(Command::fix,
                    {target_with({outcome(Severity::error, false)}), failed_target(ErrorCode::law_broken)}),
            5);
}

}  // namespace
}  // namespace certlift::cli
