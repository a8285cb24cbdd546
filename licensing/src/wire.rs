//! The environment's values on the wire.

use madoguchi_proto::v1;

use crate::grant::Environment;

impl From<Environment> for v1::Environment {
    fn from(environment: Environment) -> Self {
        match environment {
            Environment::Production => Self::Production,
            Environment::Test => Self::Test,
        }
    }
}

/// The wire's value is no environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the environment is neither production nor test")]
pub struct NoEnvironment;

impl TryFrom<v1::Environment> for Environment {
    type Error = NoEnvironment;

    fn try_from(environment: v1::Environment) -> Result<Self, NoEnvironment> {
        match environment {
            v1::Environment::Production => Ok(Self::Production),
            v1::Environment::Test => Ok(Self::Test),
            v1::Environment::Unspecified => Err(NoEnvironment),
        }
    }
}
