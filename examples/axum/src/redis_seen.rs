//! Keys of handled events in Redis, Valkey and their like, as `redisSeen` of the npm package keeps them: both may share
//! a server. Let it persist its keys (`appendonly yes`), and not evict keys before they expire (`noeviction`).

use std::time::Duration;

use bandwidth_callbacks_receiver::{BoxError, Claim, IdempotencyStore};
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisError, cmd};

/// A connection that is made again after it was lost.
pub struct RedisSeen(ConnectionManager);

impl RedisSeen {
    /// Connects to a server, given as `redis://host:port`.
    pub async fn connect(url: &str) -> Result<Self, RedisError> {
        // A request is answered while the server is away: it comes again.
        let second = Some(Duration::from_secs(1));
        let config = ConnectionManagerConfig::new().set_response_timeout(second).set_connection_timeout(second);
        Client::open(url)?.get_connection_manager_with_config(config).await.map(RedisSeen)
    }
}

impl IdempotencyStore for RedisSeen {
    async fn claim(&self, key: &str, ttl: Duration) -> Result<Claim, BoxError> {
        let (name, mut redis) = (name(key), self.0.clone());
        let set = cmd("SET").arg(&name).arg("pending").arg("NX").arg("EX").arg(ttl.as_secs()).to_owned();
        if set.query_async::<Option<String>>(&mut redis).await?.is_some() {
            return Ok(Claim::Claimed);
        }
        let found: Option<String> = cmd("GET").arg(&name).query_async(&mut redis).await?;
        Ok(if found.as_deref() == Some("handled") { Claim::Handled } else { Claim::Pending })
    }

    async fn complete(&self, key: &str, retention: Duration) -> Result<(), BoxError> {
        let set = cmd("SET").arg(name(key)).arg("handled").arg("EX").arg(retention.as_secs()).to_owned();
        Ok(set.query_async(&mut self.0.clone()).await?)
    }

    async fn release(&self, key: &str) -> Result<(), BoxError> {
        Ok(cmd("DEL").arg(name(key)).to_owned().query_async(&mut self.0.clone()).await?)
    }
}

fn name(key: &str) -> String {
    format!("bandwidth:{key}")
}
