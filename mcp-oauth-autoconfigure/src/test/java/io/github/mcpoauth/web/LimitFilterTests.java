package io.github.mcpoauth.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
		RequestLimitFilter filter = new RequestLimitFilter(new BucketRateLimiter(), this.limit, PATHS);
		assertThat(post(filter, "192.0.2.1", "right")).isEqualTo(200);
		assertThat(post(filter, "192.0.2.1", "right")).isEqualTo(429);
		assertThat(post(filter, "192.0.2.2", "right")).isEqualTo(200);
		assertThat(post(filter, "2001:db8:0:1::1", "right")).isEqualTo(200);
		assertThat(post(filter, "2001:db8:0:1::2", "right")).isEqualTo(429);
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

}
