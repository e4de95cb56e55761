package io.github.mcpoauth.autoconfigure;

import java.util.regex.Pattern;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * What keys start with. A script that needs several keys needs them in one place, and a
 * cluster puts them there only if they have the same part in braces.
 */
final class RedisKeyPrefix {

	private static final Pattern HASH_TAG = Pattern.compile("[^{]*\\{[^}]+}.*");

	private RedisKeyPrefix() {
	}

	/**
	 * Checks a prefix.
	 * @param property where it is configured
	 * @param prefix the prefix
	 * @param connections where the keys will be
	 * @return the prefix
	 */
	static String checked(String property, String prefix, RedisConnectionFactory connections) {
		if (!HASH_TAG.matcher(prefix).matches() && isCluster(connections)) {
			throw new McpOAuthConfigurationException(property, prefix,
					"in a Redis Cluster, keys that change together have to be in one slot",
					"Give it a part in braces, such as {mcp-oauth}:");
		}
		return prefix;
	}

	private static boolean isCluster(RedisConnectionFactory connections) {
		try (RedisClusterConnection connection = connections.getClusterConnection()) {
			return true;
		}
		catch (InvalidDataAccessApiUsageException ex) {
			return false;
		}
		catch (DataAccessException ex) {
			// Whether it can be reached is asked elsewhere
			return true;
		}
	}

}
