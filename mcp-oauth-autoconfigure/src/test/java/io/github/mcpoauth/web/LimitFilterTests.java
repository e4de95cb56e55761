package io.github.mcpoauth.web;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That one's requests are not counted as another's.
 */
@Tag("K1")
class LimitFilterTests {

	private static final DispatchedPathMatcher PATHS = new DispatchedPathMatcher("/endpoint");

	private final RateLimit limit = new RateLimit("test", 1, 1);

	private static RequestLimitFilter requestLimit(RateLimit perAddress, RateLimit perClient) {
		return new RequestLimitFilter(new BucketRateLimiter(),
				List.of(new LimitedRequests("requests", PATHS, Set.of("POST"), false, perAddress, perClient)));
	}

	private static int post(OncePerRequestFilter filter, String address, String secret)
			throws ServletException, IOException {
		return post(filter, address, "client_secret", secret);
	}

	private static int post(OncePerRequestFilter filter, String address, String parameter, String secret)
			throws ServletException, IOException {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/endpoint");
		request.setRemoteAddr(address);
		request.setParameter("client_id", "client");
		request.setParameter(parameter, secret);
		MockHttpServletResponse response = new MockHttpServletResponse();
		FilterChain chain = (in, out) -> ((HttpServletResponse) out).setStatus(secret.equals("right") ? 200 : 401);
		filter.doFilter(request, response, chain);
		return response.getStatus();
	}

	@Test
	void requestWhenFromAnotherAddressThenCountedApart() throws Exception {
		RequestLimitFilter filter = requestLimit(this.limit, null);
		assertThat(post(filter, "192.0.2.1", "right")).isEqualTo(200);
		assertThat(post(filter, "192.0.2.1", "right")).isEqualTo(429);
		assertThat(post(filter, "192.0.2.2", "right")).isEqualTo(200);
		assertThat(post(filter, "2001:db8:0:1::1", "right")).isEqualTo(200);
		assertThat(post(filter, "2001:db8:0:1::2", "right")).isEqualTo(429);
	}

	/** Anybody can send any identifier: that must not lock out its users elsewhere. */
	@Test
	void requestWhenClientHasUsedUpItsPartThenOthersThereAndTheSameElsewhereGoOn() throws Exception {
		RequestLimitFilter filter = requestLimit(new RateLimit("test", 4, 4), this.limit);
		assertThat(named(filter, "192.0.2.1", "shared")).isEqualTo(200);
		assertThat(named(filter, "192.0.2.1", "shared")).isEqualTo(429);
		assertThat(named(filter, "192.0.2.1", "other")).isEqualTo(200);
		assertThat(named(filter, "192.0.2.2", "shared")).isEqualTo(200);
		assertThat(named(filter, "192.0.2.1", "third")).isEqualTo(200);
		assertThat(named(filter, "192.0.2.1", "fourth")).isEqualTo(429);
	}

	/** Else who makes up identifiers would fill the memory, beyond any limit. */
	@Test
	void requestWhenAddressIsOverItsLimitThenItsClientsAreNotCounted() throws Exception {
		List<String> counted = new ArrayList<>();
		RateLimiter recording = new RateLimiter() {

			@Override
			public Optional<Duration> take(RateLimit limit, String key) {
				counted.add(key);
				return Optional.of(Duration.ofSeconds(1));
			}

			@Override
			public Optional<Duration> peek(RateLimit limit, String key) {
				return Optional.empty();
			}

		};
		RequestLimitFilter filter = new RequestLimitFilter(recording, List.of(new LimitedRequests("requests", PATHS,
				Set.of("POST"), false, this.limit, new RateLimit("client", 1, 1))));
		assertThat(named(filter, "192.0.2.1", "made-up")).isEqualTo(429);
		assertThat(counted).containsExactly("192.0.2.1");
	}

	private static int named(OncePerRequestFilter filter, String address, String clientId)
			throws ServletException, IOException {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/endpoint");
		request.setRemoteAddr(address);
		request.setParameter("client_id", clientId);
		MockHttpServletResponse response = new MockHttpServletResponse();
		filter.doFilter(request, response, new MockFilterChain());
		return response.getStatus();
	}

	/** Else whoever knows the identifier could lock the client out. */
	@Test
	void failureWhenFromAnotherAddressThenTheClientIsNotLockedOut() throws Exception {
		FailureLimitFilter filter = new FailureLimitFilter(new BucketRateLimiter(), this.limit, PATHS);
		assertThat(post(filter, "192.0.2.1", "guessed")).isEqualTo(401);
		assertThat(post(filter, "192.0.2.1", "right")).isEqualTo(429);
		assertThat(post(filter, "192.0.2.2", "right")).isEqualTo(200);
	}

	/** RFC 7523 section 2.2: each costs a signature to check, and maybe a fetch. */
	@Test
	void failureWhenAssertionIsWrongThenCounted() throws Exception {
		FailureLimitFilter filter = new FailureLimitFilter(new BucketRateLimiter(), this.limit, PATHS);
		assertThat(post(filter, "192.0.2.1", "client_assertion", "forged")).isEqualTo(401);
		assertThat(post(filter, "192.0.2.1", "client_assertion", "forged")).isEqualTo(429);
	}

	/** What browsers ask before each request must not use up what the requests may. */
	@Test
	void requestWhenItIsNoPostThenNotCounted() throws Exception {
		RequestLimitFilter filter = requestLimit(this.limit, null);
		MockHttpServletRequest preflight = new MockHttpServletRequest("OPTIONS", "/endpoint");
		preflight.setRemoteAddr("192.0.2.1");
		for (int i = 0; i < 3; i++) {
			MockHttpServletResponse response = new MockHttpServletResponse();
			filter.doFilter(preflight, response, new MockFilterChain());
			assertThat(response.getStatus()).isEqualTo(200);
		}
		assertThat(post(filter, "192.0.2.1", "right")).isEqualTo(200);
	}

	/** RFC 7592: there the client is named by the path alone. */
	@Test
	void failureWhenRegistrationIsAnotherThenCountedApart() throws Exception {
		FailureLimitFilter filter = new FailureLimitFilter(new BucketRateLimiter(), this.limit,
				new DispatchedPathMatcher("/register/*"));
		assertThat(read(filter, "/register/a", "wrong")).isEqualTo(401);
		assertThat(read(filter, "/register/a", "right")).isEqualTo(429);
		assertThat(read(filter, "/register/b", "right")).isEqualTo(200);
	}

	private static int read(OncePerRequestFilter filter, String path, String token)
			throws ServletException, IOException {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.addHeader("Authorization", "Bearer " + token);
		MockHttpServletResponse response = new MockHttpServletResponse();
		FilterChain chain = (in, out) -> ((HttpServletResponse) out).setStatus(token.equals("right") ? 200 : 401);
		filter.doFilter(request, response, chain);
		return response.getStatus();
	}

}
