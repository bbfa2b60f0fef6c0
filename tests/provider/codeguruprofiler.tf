# What each type must be given, and no more.

resource "aws_codeguruprofiler_profiling_group" "a" {
  name = "demo"
  agent_orchestration_config {
    profiling_enabled = true
  }
}
