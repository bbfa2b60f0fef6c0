//! `--var` and `--var-file`: as in Terraform their order on the command line decides, across the two options.

use crate::run::pairs;
use anyhow::Result;
use clap::{ArgMatches, Args, Command, FromArgMatches, error::Error};
use demarc_sources::VariableArgument;

/// What was given for Terraform variables, each with its place on the command line.
#[derive(Debug, Clone, Default)]
pub struct VariableArgs {
    given: Vec<(usize, Written)>,
}

#[derive(Debug, Clone)]
enum Written {
    Value(String),
    File(String),
}

/// The two options as clap reads them.
#[derive(Debug, Args)]
struct Options {
    /// Value of a Terraform variable, as `name=value`
    #[arg(long = "var", value_name = "NAME=VALUE", help_heading = "Reading")]
    variables: Vec<String>,
    /// File with values of Terraform variables
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    var_file: Vec<String>,
}

impl VariableArgs {
    /// Values and files in the order in which they were given.
    ///
    /// # Errors
    /// If a value is not written as `name=value`.
    pub fn in_order(&self) -> Result<Vec<VariableArgument>> {
        let mut arguments = Vec::new();
        for (_, written) in &self.given {
            match written {
                Written::Value(text) => {
                    let values = pairs("--var", std::slice::from_ref(text))?;
                    arguments
                        .extend(values.into_iter().map(|(name, value)| VariableArgument::Value(name, value)));
                }
                Written::File(path) => arguments.push(VariableArgument::File(path.clone())),
            }
        }
        Ok(arguments)
    }
}

impl FromArgMatches for VariableArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let options = Options::from_arg_matches(matches)?;
        let places = |id: &str| matches.indices_of(id).into_iter().flatten();
        let values = places("variables").zip(options.variables.into_iter().map(Written::Value));
        let files = places("var_file").zip(options.var_file.into_iter().map(Written::File));
        let mut given: Vec<(usize, Written)> = values.chain(files).collect();
        given.sort_by_key(|(place, _)| *place);
        Ok(Self { given })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for VariableArgs {
    fn augment_args(command: Command) -> Command {
        Options::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Options::augment_args_for_update(command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Program {
        #[command(flatten)]
        variables: VariableArgs,
    }

    #[test]
    fn values_and_files_keep_the_order_of_the_command_line() {
        let line = ["p", "--var", "a=1", "--var-file=x.tfvars", "--var=b = 2=3", "--var-file", "y.tfvars"];
        let value = |name: &str, value: &str| VariableArgument::Value(name.into(), value.into());
        let file = |path: &str| VariableArgument::File(path.into());
        let read = Program::try_parse_from(line).unwrap().variables.in_order().unwrap();
        assert_eq!(read, [value("a", "1"), file("x.tfvars"), value("b", " 2=3"), file("y.tfvars")]);
        let unusable = Program::try_parse_from(["p", "--var", "a"]).unwrap().variables;
        assert!(unusable.in_order().is_err());
    }
}
