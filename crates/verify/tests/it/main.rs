//! Planted faults are found, each by its code and place; sound documents have none.

#[cfg(test)]
mod manifest;
#[cfg(test)]
mod pair;
#[cfg(test)]
mod planted;
#[cfg(test)]
mod robust;
