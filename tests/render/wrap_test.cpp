#include "render/wrap.h"

#include <gtest/gtest.h>

namespace certlift::render {
namespace {

TEST(Wrap, BreaksBetweenWordsAndStandsFurtherInThanDetails) {
  EXPECT_EQ(wrapped("one two three\n", 8), "one two\n        three\n");
  EXPECT_EQ(wrapped("    one two three", 11), "    one two\n        three");
  EXPECT_EQ(wrapped("one two three\n", 13), "one two three\n");
  EXPECT_EQ(wrapped("one two three\n", 12), "one two\n        three\n");
  EXPECT_EQ(wrapped("aa bb cc dd ee ff gg hh\n", 13), "aa bb cc dd\n        ee ff\n        gg hh\n");
}

TEST(Wrap, LeavesLinesApartAndEmptyOnesEmpty) {
  EXPECT_EQ(wrapped("one two\n\nthree\n", 5), "one\n        two\n\nthree\n");
  EXPECT_EQ(wrapped("", 5), "");
}

TEST(Wrap, DoesNothingWithoutColumns) {
  EXPECT_EQ(wrapped("one two three\n", 0), "one two three\n");
  EXPECT_EQ(set_markdown("one\ntwo\n", 0), "one\ntwo\n");
}

TEST(Wrap, NeverBreaksAWordThatIsTooLong) {
  EXPECT_EQ(wrapped("/a/very/long/path: wrong", 6), "/a/very/long/path:\n        wrong");
}

TEST(Wrap, KeepsACommandInOneLineSoThatItCanBeCopied) {
  EXPECT_EQ(wrapped("    to undo: certlift undo a.config 2026\n", 20),
            "    to undo:\n        certlift undo a.config 2026\n");
  EXPECT_EQ(wrapped("the word certlift is no command here", 20),
            "the word certlift is\n        no command\n        here");
}

TEST(Wrap, NeverBreaksARemedy) {
  const std::string remedy = "    to do: netsh http show sslcert\n    then:  netsh http update sslcert\n";
  EXPECT_EQ(wrapped(remedy, 20), remedy);
  EXPECT_EQ(wrapped("to do: what a message may say", 12),
            "to do: what\n        a\n        message\n        may\n        say");
}

TEST(WrappedComments, GoOnAsCommentsUpToTheDiff) {
  EXPECT_EQ(wrapped_comments("# one two three\n#\n--- a b c d e f g\n# one two three\n", 9),
            "# one two\n#     three\n#\n--- a b c d e f g\n# one two three\n");
  EXPECT_EQ(wrapped_comments("# To make it: certlift fix --accept all a.config\n", 16),
            "# To make it:\n#     certlift fix --accept all a.config\n");
  EXPECT_EQ(wrapped_comments("# one two three\n", 0), "# one two three\n");
}

TEST(WrappedHelp, GoesOnInTheColumnOfWhatAnOptionDoes) {
  EXPECT_EQ(wrapped_help("  --wait SECONDS          how long to try again when it is held\n", 50),
            "  --wait SECONDS          how long to try again\n                          when it is held\n");
  EXPECT_EQ(wrapped_help("  --wait SECONDS          how long to try\n", 30),
            "  --wait SECONDS          how\n      long to try\n");
  EXPECT_EQ(wrapped_help("                          how long to try\n", 38),
            "                          how long to\n                          try\n");
}

TEST(WrappedHelp, SetsParagraphsAnewAndLeavesExamples) {
  EXPECT_EQ(wrapped_help("one two three\nfour five\nExamples:\n  certlift fix a very long path\n", 14),
            "one two three\nfour five\nExamples:\n  certlift fix a very long path\n");
  EXPECT_EQ(wrapped_help("one two three\nfour five\n\nsix\n", 9), "one two\nthree\nfour five\n\nsix\n");
  EXPECT_EQ(wrapped_help("one two\nUsage: a b\n", 20), "one two\nUsage: a b\n");
  EXPECT_EQ(wrapped_help("one two three\nfour\n", 0), "one two three\nfour\n");
}

TEST(Wrap, LeavesNoBlankAtTheEndOfALine) {
  EXPECT_EQ(wrapped("  name    value\n", 8), "  name\n      value\n");
}

TEST(Wrap, KeepsACommandTogetherInASentence) {
  EXPECT_EQ(wrapped("run certlift backups then", 14), "run\n        certlift backups\n        then");
}

TEST(Wrap, CountsCharactersAndNoColours) {
  EXPECT_EQ(wrapped("\xC3\xA4\xC3\xB6 \xC3\xBC\xC3\x9F", 5), "\xC3\xA4\xC3\xB6 \xC3\xBC\xC3\x9F");
  EXPECT_EQ(wrapped("\x1b[31mred\x1b[0m one", 7), "\x1b[31mred\x1b[0m one");
  EXPECT_EQ(wrapped("\x1b[31mred\x1b[0m one", 6), "\x1b[31mred\x1b[0m\n        one");
}

TEST(SetMarkdown, SetsParagraphsAndItemsAnew) {
  EXPECT_EQ(set_markdown("one two\nthree four\n\nfive\n", 13), "one two three\nfour\n\nfive\n");
  EXPECT_EQ(set_markdown("- one two\n  three\n- four\n", 9), "- one two\n  three\n- four\n");
  EXPECT_EQ(set_markdown("- one\n  two\n", 20), "- one two\n");
}

TEST(SetMarkdown, LeavesHeadingsTablesAndCodeAsTheyAre) {
  for (const char* text : {"# a heading that is long\n", "| a table | that is long |\n| - | - |\n",
                           "```xml\n<a b=\"c\">   <d />\n</a>\n```\n", "    code that is indented\n"})
    EXPECT_EQ(set_markdown(text, 10), text);
  EXPECT_EQ(set_markdown("```\na b c d\n```\none\ntwo\n", 7), "```\na b c d\n```\none two\n");
}

}  // namespace
}  // namespace certlift::render
