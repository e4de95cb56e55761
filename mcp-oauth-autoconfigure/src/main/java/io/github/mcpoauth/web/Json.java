package io.github.mcpoauth.web;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the protocol wants it. The mapper is this library's own: one that the
 * application has customized (names, nulls, dates) would change what clients see, and
 * what is read here comes from strangers.
 */
public final class Json {

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private Json() {
	}

	/**
	 * Prepares a document.
	 * @param members the members in their order
	 * @return UTF-8 bytes
	 */
	public static byte[] toBytes(Map<String, ?> members) {
		return MAPPER.writeValueAsBytes(members);
	}

	/**
	 * Reads a JSON object from a stranger: no duplicate names, no trailing content,
	 * little nesting.
	 * @param body the bytes
	 * @return the members, or {@code null} if the body is not one JSON object
	 */
	@SuppressWarnings("unchecked")
	public static @Nullable Map<String, @Nullable Object> readObject(byte[] body) {
		try {
			return (MAPPER.readValue(body, Object.class) instanceof Map<?, ?> map) ? (Map<String, @Nullable Object>) map
					: null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
