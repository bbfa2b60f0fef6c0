//! Who owns which layer, whether the customer's half is done, and what that means for every control part.

pub mod assessment;
