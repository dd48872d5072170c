#include "cli/commands.h"

#include "cli/commands/apply.h"
#include "cli/commands/backups.h"
#include "cli/commands/check.h"
#include "cli/commands/completions.h"
#include "cli/commands/diff.h"
#include "cli/commands/dsc.h"
#include "cli/commands/effective.h"
#include "cli/commands/explain.h"
#include "cli/commands/fix.h"
#include "cli/commands/freb.h"
#include "cli/commands/history.h"
#include "cli/commands/install_event_source.h"
#include "cli/commands/logs.h"
#include "cli/commands/plan.h"
#include "cli/commands/report.h"
#include "cli/commands/restore.h"
#include "cli/commands/rules.h"
#include "cli/commands/settings.h"
#include "cli/commands/simulate.h"
#include "cli/commands/undo.h"

#include <array>

namespace certlift::cli {

std::span<const Command> commands() {
  static constexpr std::array rows{
      Command{"check", "print what is wrong; write nothing", declare_check},
      Command{"diff", "show what fix would write, as a unified diff", declare_diff},
      Command{"fix", "make the fixes: back up, write, read back", declare_fix, Reach::changes},
      Command{"plan", "write down what fix would do, for review", declare_plan},
      Command{"apply", "make exactly the change that a plan describes", declare_apply, Reach::changes},
      Command{"backups", "list the backups of what was changed", declare_backups},
      Command{"undo", "undo one change, keeping every later edit", declare_undo, Reach::changes},
      Command{"restore", "put the whole file back from a backup", declare_restore, Reach::changes},
      Command{"effective", "show the effective values at a path, and where each comes from",
              declare_effective},
      Command{"simulate", "predict what IIS answers to a request, now and after fix", declare_simulate},
      Command{"freb", "read Failed Request Tracing logs: who set the user, or why nobody did", declare_freb},
      Command{"logs", "count in request logs which applications answer which codes, and since when",
              declare_logs},
      Command{"history", "say in which copy of the configuration each finding came in", declare_history},
      Command{"report", "put the reports of many hosts into one", declare_report},
      Command{"settings", "show which settings are in force, and who says so", declare_settings},
      Command{"rules", "list the rules", declare_rules},
      Command{"explain", "explain a rule, a risk, a refusal, a status or an error number", declare_explain},
      Command{"completions", "print what completes the command line in a shell, or the manual page",
              declare_completions, Reach::looks, Tells::all_commands},
      Command{"dsc", "answer Desired State Configuration (DSC) v3: the resource Certlift/MappingLevel",
              declare_dsc, Reach::changes},
      Command{"install-event-source", "register certlift as a source of the event log (Windows)",
              declare_install_event_source},
  };
  return rows;
}

}  // namespace certlift::cli
