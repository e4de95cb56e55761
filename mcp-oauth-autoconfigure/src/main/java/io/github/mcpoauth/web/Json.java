package io.github.mcpoauth.web;

import java.util.List;
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
		return (read(body) instanceof Map<?, ?> map) ? (Map<String, @Nullable Object>) map : null;
	}

	/**
	 * Reads a JSON array from a stranger, in the same way.
	 * @param body the bytes
	 * @return the elements, or {@code null} if the body is not one JSON array
	 */
	@SuppressWarnings("unchecked")
	public static @Nullable List<@Nullable Object> readArray(byte[] body) {
		return (read(body) instanceof List<?> list) ? (List<@Nullable Object>) list : null;
	}

	private static @Nullable Object read(byte[] body) {
		try {
			return MAPPER.readValue(body, Object.class);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
