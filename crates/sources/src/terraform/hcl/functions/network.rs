//! Address ranges.

use super::{Args, Outcome, Stop, error};
use crate::terraform::hcl::{number::Number, value::Val};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    Some(match name {
        "cidrhost" => host(args),
        "cidrnetmask" => netmask(args),
        "cidrsubnet" => subnet(args),
        "cidrsubnets" => subnets(args),
        _ => return None,
    })
}

/// A range; leading zeros in IPv4 parts are decimal for Terraform.
fn range(text: &str) -> Result<IpNet, Stop> {
    let plain = match text.split_once('/') {
        Some((address, length)) if !address.contains(':') => {
            let parts: Vec<&str> =
                address.split('.').map(|p| if p.len() > 1 { p.trim_start_matches('0') } else { p }).collect();
            let parts: Vec<&str> = parts.into_iter().map(|p| if p.is_empty() { "0" } else { p }).collect();
            format!("{}/{length}", parts.join("."))
        }
        _ => text.to_owned(),
    };
    match plain.parse::<IpNet>() {
        Ok(net) => Ok(net.trunc()),
        Err(_) => error(format!("`{text}` is not an address range such as `10.0.0.0/16`")),
    }
}

fn bits_of(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(u32::from(v4)),
        IpAddr::V6(v6) => u128::from(v6),
    }
}

fn address(bits: u128, like: &IpNet) -> Result<IpAddr, Stop> {
    match like {
        IpNet::V4(_) => u32::try_from(bits)
            .map(|b| IpAddr::V4(Ipv4Addr::from(b)))
            .map_err(|_| Stop::Error("the address is beyond the range".into())),
        IpNet::V6(_) => Ok(IpAddr::V6(Ipv6Addr::from(bits))),
    }
}

/// The number of addresses that so many bits give; None for all of IPv6.
fn size(bits: u8) -> Option<u128> {
    1u128.checked_shl(u32::from(bits))
}

fn whole(number: &Number) -> Result<i128, Stop> {
    if !number.is_integer() {
        return error("a whole number is required");
    }
    number.to_text().parse::<i128>().map_err(|_| Stop::Error("the number is too large".into()))
}

fn host(args: Args<'_>) -> Outcome {
    let net = range(&args.text(0)?)?;
    let number = whole(&args.number(1)?)?;
    let capacity = size(net.max_prefix_len() - net.prefix_len());
    let offset = if number < 0 {
        let back = number.unsigned_abs();
        match capacity {
            Some(c) if back <= c => c - back,
            None => 0u128.wrapping_sub(back),
            Some(_) => return error("the range has fewer addresses"),
        }
    } else {
        let offset = number.unsigned_abs();
        if capacity.is_some_and(|c| offset >= c) {
            return error("the range has fewer addresses");
        }
        offset
    };
    Ok(Val::text(address(bits_of(net.network()).wrapping_add(offset), &net)?.to_string()))
}

fn netmask(args: Args<'_>) -> Outcome {
    match range(&args.text(0)?)? {
        IpNet::V4(net) => Ok(Val::text(net.netmask().to_string())),
        IpNet::V6(_) => error("an IPv4 range is required"),
    }
}

/// The range with this number among those that are `new_bits` longer.
fn nth(net: &IpNet, new_bits: i64, number: i128) -> Result<IpNet, Stop> {
    let length = i64::from(net.prefix_len()) + new_bits;
    let Some(length) = u8::try_from(length).ok().filter(|l| new_bits >= 0 && *l <= net.max_prefix_len())
    else {
        return error(format!("`{net}` has no room for {new_bits} more bits"));
    };
    let Ok(number) = u128::try_from(number) else { return error("the number must not be negative") };
    let count = u8::try_from(new_bits).ok().and_then(size);
    if count.is_some_and(|c| number >= c) {
        return error(format!("{new_bits} bits have no room for number {number}"));
    }
    let offset = number.checked_shl(u32::from(net.max_prefix_len() - length)).unwrap_or(0);
    let start = address(bits_of(net.network()).wrapping_add(offset), net)?;
    IpNet::new(start, length).map_err(|_| Stop::Error("the range has no such part".into()))
}

fn subnet(args: Args<'_>) -> Outcome {
    let net = range(&args.text(0)?)?;
    Ok(Val::text(nth(&net, args.int(1)?, whole(&args.number(2)?)?)?.to_string()))
}

fn subnets(args: Args<'_>) -> Outcome {
    let net = range(&args.text(0)?)?;
    super::lists::affordable(args.len().saturating_mul(20))?;
    let end = bits_of(net.broadcast());
    let mut next = Some(bits_of(net.network()));
    let mut items = Vec::new();
    for at in 1..args.len() {
        let new_bits = args.int(at)?;
        let length = u8::try_from(i64::from(net.prefix_len()) + new_bits).ok();
        let Some(length) = length.filter(|l| new_bits >= 1 && *l <= net.max_prefix_len()) else {
            return error(format!("`{net}` has no room for {new_bits} more bits"));
        };
        let host_bits = net.max_prefix_len() - length;
        let block = size(host_bits);
        // Each range starts at the first multiple of its size that is free.
        let start = next.and_then(|n| match block {
            Some(b) => n.checked_add(b - 1).map(|n| n / b * b),
            None => (n == 0).then_some(0),
        });
        let Some(start) = start.filter(|s| *s <= end) else {
            return error(format!("`{net}` has not enough room for all of these ranges"));
        };
        next = block.and_then(|b| start.checked_add(b));
        let part = IpNet::new(address(start, &net)?, length);
        let part = part.map_err(|_| Stop::Error("the range has no such part".into()))?;
        items.push(Val::text(part.to_string()));
    }
    Ok(Val::list(items))
}
