package io.github.mcpoauth.support;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP response, easy to ask.
 */
public record Reply(int status, Map<String, List<String>> headers, String body) {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	static Reply of(HttpResponse<String> response) {
		return new Reply(response.statusCode(), response.headers().map(), response.body());
	}

	/**
	 * The one value of a header, {@code null} if it is absent.
	 */
	public String header(String name) {
		List<String> values = headerValues(name);
		if (values.size() > 1) {
			throw new AssertionError(name + " comes more than once: " + values);
		}
		return values.isEmpty() ? null : values.get(0);
	}

	public List<String> headerValues(String name) {
		List<String> values = new ArrayList<>();
		this.headers.forEach((key, some) -> {
			if (key.equalsIgnoreCase(name)) {
				values.addAll(some);
			}
		});
		return values;
	}

	@SuppressWarnings("unchecked")
	public Map<String, Object> json() {
		return MAPPER.readValue(this.body, Map.class);
	}

	public String location() {
		return header("Location");
	}

	/**
	 * The query parameters of the redirect; fails if one comes twice.
	 */
	public Map<String, String> redirectParameters() {
		return Http.parameters(URI.create(location()).getRawQuery());
	}

}
