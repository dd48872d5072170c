#include "support/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

/// The program as a process: what cannot be seen from inside.
namespace certlift::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST_F(Process, EndsWithTheExitCode) {
  EXPECT_EQ(shell("certlift check shop.config"), 1);
  EXPECT_THAT(read("out"), HasSubstr("shop.config:22:11: error: "));
  EXPECT_THAT(read("err"), IsEmpty());
  EXPECT_EQ(shell("certlift check missing.config"), 3);
  EXPECT_THAT(read("out"), IsEmpty());
  EXPECT_THAT(read("err"), HasSubstr("certlift: missing.config: "));
  EXPECT_EQ(shell("certlift"), 2);
  EXPECT_EQ(shell("certlift rules"), 0);
}

TEST_F(Process, FixesAFileAndUndoesIt) {
  EXPECT_EQ(shell("certlift fix shop.config"), 0);
  EXPECT_EQ(shell("certlift check shop.config"), 0);
  EXPECT_EQ(shell("certlift undo shop.config"), 0);
  EXPECT_EQ(read("shop.config"), file_bytes(fixtures + "shop.config"));
}

TEST_F(Process, IsAFilterInAPipe) {
  EXPECT_EQ(shell("cat shop.config | certlift fix - | certlift check -"), 0);
  EXPECT_EQ(shell("certlift fix shop.config -o - >new.config && certlift check new.config"), 0);
  EXPECT_EQ(read("shop.config"), file_bytes(fixtures + "shop.config"));
}

TEST_F(Process, PrintsADiffThatPatchApplies) {
  EXPECT_EQ(shell("certlift diff --show-secrets shop.config >shop.patch; patch -s shop.config shop.patch"),
            0);
  EXPECT_EQ(shell("certlift check shop.config"), 0);
}

TEST_F(Process, ShowsColoursOnATerminalOnly) {
  EXPECT_EQ(shell("certlift check shop.config"), 1);
  EXPECT_THAT(read("out"), Not(HasSubstr("\x1b[")));
  if (shell("command -v script") != 0) GTEST_SKIP() << "there is no script(1) to make a terminal";
  shell("script -qec \"certlift check shop.config\" /dev/null");
  EXPECT_THAT(read("out"), HasSubstr("\x1b["));
  shell("export NO_COLOR=1; script -qec \"certlift check shop.config\" /dev/null");
  EXPECT_THAT(read("out"), Not(HasSubstr("\x1b[")));
}

TEST_F(Process, AsksOnATerminalOnly) {
  EXPECT_EQ(shell("certlift fix --interactive shop.config"), 2);
  EXPECT_THAT(read("err"),
              HasSubstr("--interactive asks, and standard input or standard error is no terminal"));
  if (shell("command -v script") != 0) GTEST_SKIP() << "there is no script(1) to make a terminal";
  const std::string fix = "script -qec \"certlift fix --interactive shop.config\" /dev/null";
  EXPECT_EQ(shell("echo n | " + fix), 1);
  EXPECT_THAT(read("out"), HasSubstr("(1 of 1) Make this fix? [y,n,a,q,e,d,?] "));
  EXPECT_EQ(read("shop.config"), file_bytes(fixtures + "shop.config"));
  EXPECT_EQ(shell("echo y | " + fix), 0);
  EXPECT_EQ(shell("certlift check shop.config"), 0);
}

TEST_F(Process, SaysThatStandardOutputCouldNotBeWritten) {
  for (const std::string line : {"certlift check shop.config >&-", "certlift check shop.config >/dev/full",
                                 "certlift fix - <shop.config >/dev/full"}) {
    EXPECT_EQ(shell(line), 3) << line;
    EXPECT_THAT(read("err"), HasSubstr("certlift: standard output could not be written")) << line;
  }
}

TEST_F(Process, OutlivesAReaderThatIsGone) {
  EXPECT_EQ(shell("(sleep 1; certlift explain misplaced-client-cert-mappings; echo $? >code) | true"), 0);
  EXPECT_EQ(read("code"), "3\n");
  EXPECT_THAT(read("err"), HasSubstr("certlift: standard output could not be written"));
}

TEST_F(Process, SaysWhatWasChangedWhenItsOutputIsLost) {
  EXPECT_EQ(shell("certlift fix shop.config >/dev/full"), 3);
  EXPECT_THAT(read("err"),
              testing::ContainsRegex("certlift: shop.config: fixed; backup [0-9]+T[0-9]+Z-[0-9a-f]+\n"));
  EXPECT_EQ(shell("certlift check shop.config"), 0);
  EXPECT_EQ(shell("certlift undo shop.config >/dev/full"), 3);
  EXPECT_THAT(read("err"),
              testing::ContainsRegex("certlift: shop.config: .* [0-9]+T[0-9]+Z-[0-9a-f]+; backup "));
  EXPECT_EQ(read("shop.config"), file_bytes(fixtures + "shop.config"));
  EXPECT_EQ(shell("certlift fix risky.config >/dev/full"), 3);
  EXPECT_THAT(read("err"), HasSubstr("; nothing was changed\n"));
  EXPECT_EQ(shell("(sleep 1; certlift fix shop.config; echo $? >code) | true"), 0);
  EXPECT_EQ(read("code"), "3\n");
  EXPECT_THAT(read("err"), HasSubstr("certlift: shop.config: fixed; backup "));
}

/// Another certlift, as it seems, holds the store: a run waits for it.
constexpr const char* held_store =
    "mkdir .certlift; echo '{\"host\":\"elsewhere\",\"pid\":1,\"process\":\"\",\"time\":\"\"}' "
    ">.certlift/lock\n";

// The tests may have been started with signals ignored, as a job in the background is: env resets that.
TEST_F(Process, IsInterruptedWhileItWaits) {
  for (const std::string signal : {"INT", "TERM", "HUP"}) {
    const std::string number = signal == "INT" ? "130" : signal == "TERM" ? "143" : "129";
    EXPECT_EQ(shell("rm -rf .certlift\n" + std::string(held_store) +
                    "set -m\nenv --default-signal certlift fix --wait 60 shop.config & sleep 1\nkill -" +
                    signal + " $!; wait $!; echo $? >code; ls -A . .certlift >files"),
              0);
    EXPECT_EQ(read("code"), number + "\n") << signal;
    EXPECT_THAT(read("err"), HasSubstr("certlift: interrupted; nothing was changed\n")) << signal;
    EXPECT_EQ(read("shop.config"), file_bytes(fixtures + "shop.config"));
    EXPECT_THAT(read("files"), Not(HasSubstr(".tmp")));
    EXPECT_THAT(read("files"), Not(HasSubstr("journal")));
  }
}

TEST_F(Process, IsInterruptedAtOnceWhileItReads) {
  EXPECT_EQ(
      shell("mkfifo pipe; sleep 60 >pipe & set -m\nenv --default-signal certlift fix - <pipe & sleep 1\n"
            "kill -INT $!; wait $!; echo $? >code; kill %1"),
      0);
  EXPECT_EQ(read("code"), "130\n");
  EXPECT_THAT(read("err"), HasSubstr("certlift: interrupted; nothing was changed\n"));
  EXPECT_THAT(read("out"), IsEmpty());
}

TEST_F(Process, IgnoresASignalThatItWasStartedToIgnore) {
  EXPECT_EQ(shell(std::string(held_store) + "trap '' HUP\ncertlift fix --wait 2 shop.config & sleep 1\n"
                                            "kill -HUP $!; wait $!; echo $? >code"),
            0);
  EXPECT_EQ(read("code"), "4\n") << read("err");
}

TEST_F(Process, DoesNotReadWhatIsNoFile) {
  EXPECT_EQ(shell("timeout 20 certlift check /dev/zero"), 3);
  EXPECT_THAT(read("err"), HasSubstr("/dev/zero: this is a device, not a file"));
  EXPECT_EQ(shell("mkfifo pipe && timeout 20 certlift check pipe"), 3);
  EXPECT_THAT(read("err"), HasSubstr("pipe: this is a pipe, not a file"));
  EXPECT_EQ(shell("timeout 20 certlift effective pipe --path ''"), 3);
  EXPECT_EQ(shell("mkdir d && mkfifo d/applicationHost.config && timeout 20 certlift check d"), 3);
  EXPECT_THAT(read("err"), HasSubstr("d/applicationHost.config: this is a pipe, not a file"));
}

TEST_F(Process, DoesNotReadWhatIsTooLargeAndReadsTheOthers) {
  EXPECT_EQ(shell("mkdir -p d/large d/small && truncate -s 6G d/large/applicationHost.config && "
                  "cp shop.config d/small/applicationHost.config && timeout 60 certlift check d"),
            3);
  EXPECT_THAT(read("err"), HasSubstr("d/large/applicationHost.config: this is larger than 1073741824 bytes"));
  EXPECT_THAT(read("out"), HasSubstr("d/small/applicationHost.config:22:11: error: "));
  EXPECT_EQ(shell("timeout 60 certlift check - --max-size 1M </dev/zero"), 3);
  EXPECT_THAT(read("err"), HasSubstr("<stdin>: this is larger than 1048576 bytes"));
}

/// A file of 20 MB, and more and more memory, until there is enough of it.
constexpr const char* little_memory = R"sh(
{ cat shop.config; head -c 20000000 /dev/zero | tr '\0' ' '; } >large.config
(ulimit -v 400000; certlift --version) || exit 77
for jobs in 1 4; do
  for kilobytes in 40000 70000 100000 140000 200000 300000; do
    rm -rf .certlift
    cp large.config target.config
    (ulimit -v $kilobytes; certlift --version) >/dev/null 2>&1 || continue
    (ulimit -v $kilobytes; certlift fix --jobs $jobs target.config missing.config shop.config 2>said >/dev/null)
    code=$?
    echo "$kilobytes: exit $code: $(grep -c 'not enough memory' said)"
    [ $code = 3 ] || exit 1
    if grep -q 'not enough memory' said; then
      cmp target.config large.config || grep -q 'the file was changed' said || exit 2
    else
      certlift check -q target.config || exit 3
    fi
    rm -rf .certlift
    cp original.config shop.config
  done
done)sh";

TEST_F(Process, SaysThatThereIsNotEnoughMemory) {
  std::ofstream(folder_ / "little.sh") << little_memory;
  const int code = shell("cp shop.config original.config; bash little.sh");
  if (code == 77) GTEST_SKIP() << "certlift does not run with so little memory here";
  EXPECT_EQ(code, 0) << read("out") << read("said") << read("err");
  EXPECT_THAT(read("out"), HasSubstr("exit 3: 1")) << "there was always enough";
  EXPECT_THAT(read("out"), HasSubstr("exit 3: 0")) << "there was never enough";
}

}  // namespace
}  // namespace certlift::test
