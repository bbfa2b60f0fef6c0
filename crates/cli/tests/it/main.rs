//! The program as its users meet it: examples of the knowledge, seed facts, the command line, bad input, secrets.

mod bad_input;
mod choices;
mod command_line;
mod duty_examples;
mod meta;
mod secrets;
mod seed_facts;
mod system;
mod webshop;
