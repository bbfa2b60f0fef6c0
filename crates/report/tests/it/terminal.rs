//! The terminal report, one idea each.

use crate::sample::{large, webshop};
use demarc_assess::assessment::Assessment;
use demarc_report::terminal::{TerminalOptions, render};
use insta::assert_snapshot;
use unicode_width::UnicodeWidthStr;

/// The lines from the heading that starts so up to the next empty line before a heading.
fn part(assessment: &Assessment, options: TerminalOptions, heading: &str, lines: usize) -> String {
    let report = render(assessment, &options);
    let from = report.lines().skip_while(|line| !line.starts_with(heading));
    from.take(lines).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_ladder_with_its_line() {
    let mut shop = webshop();
    let drawn = ["autoscaling", "ecs", "lambda", "rds", "s3", "iam"];
    shop.resources.retain(|r| r.service.as_ref().is_some_and(|s| drawn.contains(&s.as_str())));
    assert_snapshot!(part(&shop, TerminalOptions::default(), "Who owns", 33));
}

#[test]
fn the_ladder_in_ascii() {
    let mut shop = webshop();
    let drawn = ["autoscaling", "ecs", "rds", "iam"];
    shop.resources.retain(|r| r.service.as_ref().is_some_and(|s| drawn.contains(&s.as_str())));
    let options = TerminalOptions { unicode: false, ..TerminalOptions::default() };
    let report = part(&shop, options, "Who owns", 28);
    assert!(report.is_ascii(), "{report}");
    assert_snapshot!(report);
}

#[test]
fn narrow_terminals_get_counts_per_owner() {
    let options = TerminalOptions { width: 60, ..TerminalOptions::default() };
    assert_snapshot!(part(&webshop(), options, "Who owns", 20), @r#"
    Who owns each layer
      Resilience              C 2   S 11  ✗ 1
      Logging and monitoring  C 2   S 14  ✗ 1
      Classification          C 16
      Data                    C 5   S 11  ✗ 2
      Identity and access     C 16  ✗ 4
      Encryption at rest      S 16
      Traffic protection      C 2   S 11  ✗ 1
      Network configuration   C 13
      Application             C 7
      Platform                A 8   C 3   S 5
      Guest operating system  A 12  C 2   S 1   ? 1   ✗ 1
      Virtualization          A 16
      Network infrastructure  A 16
      Hardware                A 16
      Facilities              A 16
      Owner: A AWS, C customer, S shared, ? unknown. Numbers are
      services, ✗ those with an unmet duty on the layer; a wider
      terminal shows each service. 10 resources without layers
      of their own are not drawn.
    "#);
}

#[test]
fn counts_with_not_assessed_beside_them() {
    assert_snapshot!(part(&webshop(), TerminalOptions::default(), "Control parts", 8), @r#"
    Control parts: 42 in the moderate baseline
      allocation       7 inheritable, 14 shared (dependent), 11 shared (independent), 7 customer
                       specific, 2 unknown, 1 not applicable; not assessed: 17
      customer's half  2 met, 1 partly shown, 14 unmet, 1 unknown, 7 no customer half; not assessed: 17
      AWS's half       32 no programme chosen
      duties           8 met, 11 unmet, 5 unknown, 1 not applicable; resources: 26 of a known type, not
                       assessed: 2
    "#);
}

#[test]
fn an_unmet_duty_with_its_line() {
    let mut shop = webshop();
    shop.duties.retain(|d| d.duty.as_str() == "sg-open-admin");
    assert_snapshot!(part(&shop, TerminalOptions::default(), "Unmet duties", 14), @r#"
    Unmet duties of the customer

    critical[sg-open-admin]: Security group opens no administration port to the internet
      → aws_security_group.ssh at infra/network.tf:53:5
      51 │     from_port   = 22
      52 │     to_port     = 22
      53 │     cidr_blocks = ["0.0.0.0/0"]
         │     ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
      54 │     protocol    = "tcp"
      55 │   }
      found     `SecurityGroupIngress[0].CidrIp` is "0.0.0.0/0"
      fix       set `ingress[0].cidr_blocks[0]` as shown by: demarc explain aws_security_group.ssh
                sg-open-admin
      controls  SC-7 a., AC-17 b.
    "#);
}

#[test]
fn an_absent_setting_with_an_exception() {
    let mut shop = webshop();
    shop.duties.retain(|d| d.duty.as_str() == "s3-access-logs");
    assert_snapshot!(part(&shop, TerminalOptions::default(), "Unmet duties", 8), @r#"
    Unmet duties of the customer

    low[s3-access-logs]: Bucket records requests
      → aws_s3_bucket.images at infra/storage.tf:44:1
      found     `LoggingConfiguration` is absent
      seen      `LoggingConfiguration` = absent, a default (Amazon X API Reference (2026-11-23))
      fix       set `LoggingConfiguration` as shown by: demarc explain aws_s3_bucket.images
                s3-access-logs
    "#);
}

#[test]
fn what_is_unknown_stands_with_its_reason() {
    assert_snapshot!(part(&webshop(), TerminalOptions::default(), "Unknown, and why", 12), @r#"
    Unknown, and why
      parameter-without-default: a parameter or variable has no value and no default
        1 duty, 1 layer, 1 resource that may not exist: imdsv2 of aws_instance.bastion, guest-os of
        aws_ecs_service.cart, aws_batch_compute_environment.reports[0]
      rest-needs-evidence: configuration shows only a part, the rest needs evidence
        2 duties: guest-os-patch of aws_autoscaling_group.web, guest-os-patch of aws_instance.bastion
      not-in-input: it may stand in a part of the system that is not in the input
        1 duty: account-trail-multi-region of account:111122223333
      parameter-unset: the organization has set no value for a parameter of the framework
        1 duty: log-retention of aws_cloudtrail.main

    Not assessed
    "#);
}

#[test]
fn problems_stand_with_their_place() {
    assert_snapshot!(part(&webshop(), TerminalOptions::default(), "Problems", 14), @r#"
    Problems
      error[syntax-error]: expected the end of a text in quotes; the block `aws_sqs_queue.broken` was
        left out
        infra/queues.tf:14:1
        14 │   name = "broken
           │ ▔
      warning[module-not-available]: module `cdn` comes from `registry.example.com/acme/cdn/aws`,
        which is not at hand; run `terraform init`
        infra/network.tf:71:1
      warning[file-too-large]: the file has 80 MB and was not read; the limit is 64 MB
        infra/huge.json
      note[unsupported-type]: no knowledge names the type `AWS::Chatbot::SlackChannelConfiguration`

    11 duties unmet (2 critical, 5 high, 3 medium, 1 low), 5 unknown, 8 met; 17 control parts and 2
    "#);
}

#[test]
fn long_lists_say_how_much_is_missing() {
    let report = render(&webshop(), &TerminalOptions::default());
    assert!(report.contains("… and 1 more, see -v or --format json"));
    let all = TerminalOptions { verbose: true, ..TerminalOptions::default() };
    assert!(!render(&webshop(), &all).contains("more, see"));
}

#[test]
fn names_cannot_steer_the_terminal() {
    let mut shop = webshop();
    for resource in &mut shop.resources {
        resource.address.push_str("\u{1b}]0;x\u{7}\u{202e}");
    }
    for duty in &mut shop.duties {
        duty.resource.push_str("\u{1b}[2J");
        duty.message.push_str("\r\u{9b}");
    }
    for problem in &mut shop.problems {
        problem.message.push('\u{1b}');
    }
    shop.system.push('\u{1b}');
    let report = render(&shop, &TerminalOptions { verbose: true, ..TerminalOptions::default() });
    assert!(!report.chars().any(|c| c.is_control() && c != '\n'));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for (width, unicode) in [(80, true), (100, true), (130, false), (200, true)] {
        let options = TerminalOptions { width, unicode, ..TerminalOptions::default() };
        for assessment in [webshop(), large(20, 100)] {
            for line in render(&assessment, &options).lines() {
                let one_word = !line.trim().contains(' ');
                assert!(line.width() <= width || one_word, "{width}: {line}");
            }
        }
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let plain = render(&webshop(), &TerminalOptions::default());
    let coloured = render(&webshop(), &TerminalOptions { color: true, ..TerminalOptions::default() });
    let mut stripped = String::new();
    for (i, piece) in coloured.split('\u{1b}').enumerate() {
        stripped.push_str(if i == 0 { piece } else { piece.split_once('m').unwrap().1 });
    }
    assert_eq!(stripped, plain);
}

#[test]
fn a_service_used_in_many_ways_gets_one_column_with_mixed_cells() {
    let mut shop = webshop();
    let bucket = shop.resources.iter().find(|r| r.id == "aws_s3_bucket.logs").unwrap().clone();
    shop.resources = (0..6)
        .map(|i| {
            let mut one = bucket.clone();
            one.id = format!("aws_s3_bucket.b[{i}]");
            one.address.clone_from(&one.id);
            std::sync::Arc::make_mut(&mut one.layers)[8 + i].owner = demarc_model::Owner::Customer;
            one
        })
        .collect();
    assert_snapshot!(part(&shop, TerminalOptions::default(), "Who owns", 10), @r#"
    Who owns each layer
                               s3 ×6
                               │
      Resilience               S·
      Logging and monitoring   M
      Classification           C·
      Data                     M✓
      Identity and access      C✓
      Encryption at rest       M·
      Traffic protection       M·
    "#);
}

#[test]
fn an_empty_assessment_says_so() {
    let mut empty = webshop();
    empty.resources.clear();
    empty.duties.clear();
    assert_snapshot!(part(&empty, TerminalOptions::default(), "Who owns", 2), @r#"
    Who owns each layer
      no resource with layers of its own was found in the input
    "#);
    assert!(render(&empty, &TerminalOptions::default()).contains("No duty that could be decided is unmet"));
}
