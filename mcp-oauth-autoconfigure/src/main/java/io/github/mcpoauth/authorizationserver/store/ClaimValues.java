package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Claims as JSON and back. JSON has no times, and the platform wants them to stay what
 * they were; everything else that is no JSON becomes a text.
 */
final class ClaimValues {

	private static final String INSTANT = "@instant";

	private ClaimValues() {
	}

	static Map<String, Object> toJson(Map<?, ?> claims) {
		Map<String, Object> json = new LinkedHashMap<>();
		claims.forEach((name, value) -> {
			if (value != null) {
				json.put(String.valueOf(name), toJson(value));
			}
		});
		return json;
	}

	private static Object toJson(@Nullable Object value) {
		if (value instanceof Instant instant) {
			return Map.of(INSTANT, instant.toEpochMilli());
		}
		if (value instanceof Map<?, ?> map) {
			return toJson(map);
		}
		if (value instanceof Collection<?> collection) {
			return collection.stream().map(ClaimValues::toJson).toList();
		}
		return (value instanceof Number || value instanceof Boolean) ? value : String.valueOf(value);
	}

	static Map<String, Object> fromJson(Map<?, ?> json) {
		Map<String, Object> claims = new LinkedHashMap<>();
		json.forEach((name, value) -> claims.put(String.valueOf(name), fromJson(value)));
		return claims;
	}

	private static Object fromJson(Object value) {
		if (value instanceof Map<?, ?> map) {
			return (map.size() == 1 && map.get(INSTANT) instanceof Number millis)
					? Instant.ofEpochMilli(millis.longValue()) : fromJson(map);
		}
		return (value instanceof List<?> list) ? list.stream().map(ClaimValues::fromJson).toList() : value;
	}

}
