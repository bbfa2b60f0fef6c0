//! The program as its users meet it: examples of the knowledge, seed facts, the command line, bad input, secrets.

// Plans are written as one JSON value each.
#![recursion_limit = "256"]

#[cfg(test)]
mod absence;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod choices;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod duty_examples;
#[cfg(test)]
mod evidence_age;
#[cfg(test)]
mod frameworks;
#[cfg(test)]
mod merges;
#[cfg(test)]
mod meta;
#[cfg(test)]
mod overlay_mistakes;
#[cfg(test)]
mod own_frameworks;
#[cfg(test)]
mod ownership;
#[cfg(test)]
mod plain_web;
#[cfg(test)]
mod planned;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod programmes;
#[cfg(test)]
mod provider;
#[cfg(test)]
mod saved;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod security_hub;
#[cfg(test)]
mod seed_facts;
#[cfg(test)]
mod services;
#[cfg(test)]
mod system;
#[cfg(test)]
mod terraform_paths;
#[cfg(test)]
mod verify;
#[cfg(test)]
mod way;
#[cfg(test)]
mod webshop;
#[cfg(test)]
mod wording;
