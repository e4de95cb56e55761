package io.github.mcpoauth.resource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.EchoApplication;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that two parsers could read differently: what was decided on has to be what
 * the application sees.
 */
class MessageParsingTests {

	private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\","
			+ "\"params\":{\"name\":\"open\",\"arguments\":{}}}";

	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { EchoApplication.class },
			EchoApplication.properties(Map.of("guest", "mcp:connect"), "mcp.oauth.resource.scopes=mcp:connect",
					"mcp.oauth.tools.guarded.scopes=mcp:admin"));

	@ParameterizedTest
	@ValueSource(strings = { "{'method':'tools/call','method':'tools/list','params':{'name':'guarded'}}",
			"{'method':'tools/list','m\\u0065thod':'tools/call','params':{'name':'guarded'}}",
			"{'method':'tools/call','params':{'name':'open','name':'guarded'}}",
			"{'method':'tools/call','params':{'name':'open'},'params':{'name':'guarded'}}",
			"{'method':'tools/call','params':{'name':'open','arguments':{'a':1,'a':2}}}",
			"{'method':'tools/call','params':{'name':'open','arguments':{'a':[{'b':1,'b':2}]}}}",
			"{'method':'completion/complete','params':{'ref':{'name':'open','name':'guarded'}}}",
			"{'method':'completion/complete','params':{'ref':{'type':'ref/prompt','name':'guarded','uri':'a:b'}}}",
			"{'method':'completion/complete','params':{'ref':{'type':'ref/resource','uri':'a:c','URI':'a:b'}}}",
			"{'method':'completion/complete','params':{'ref':{'type':'ref/prompt','name':'open','Name':'guarded'}}}",
			"{'Method':'tools/call','params':{'name':'guarded'}}",
			"{'method':'tools/call','PARAMS':{'name':'guarded'},'params':{'name':'open'}}",
			"{'method':'tools/call','params':{'Name':'guarded','name':'open'}}",
			"{'method':'resources/read','params':{'uri':'a:b','URI':'a:c'}}",
			"{'method':'tools/call','params':{'name':'guarded'}} {}", "{'method':'tools/list'}{'method':'tools/call'}",
			"{'method':'tools/list'},", "{'method':'tools/list'}]", "[{'method':'tools/list'}", "[[]]", "[1]",
			"[{'method':'tools/list'},[{'method':'tools/call','params':{'name':'guarded'}}]]", "1", "'text'", "null",
			"true", "{'method':7}", "{'method':null}", "{'method':['tools/call'],'params':{'name':'guarded'}}",
			"{'method':'tools/list',}", "{method:'tools/list'}", "{'method':'tools/list' /* */}", "{'method':NaN}",
			"{'method':'tools/list','x':'\t'}" })
	void messageWhenAmbiguousOrMalformedThen400(String message) {
		Reply reply = send(message.replace('\'', '"'));
		assertThat(reply.status()).as(reply.body()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("jsonrpc", "2.0").containsEntry("id", null);
		assertThat(reply.json().get("error")).asString().containsAnyOf("-32700", "-32600");
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.header("WWW-Authenticate")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'method':'tools/call'}", "{'method':'tools/call','params':{}}",
			"{'method':'tools/call','params':{'name':null}}", "{'method':'tools/call','params':{'name':['guarded']}}",
			"{'method':'tools/call','params':['guarded']}", "{'method':'tools/call','params':{'uri':'guarded'}}",
			"{'method':'tools/call','params':{'arguments':{'name':'open'}}}", "{'method':'prompts/get','params':{}}",
			"{'method':'resources/read','params':{'name':'a'}}",
			"{'method':'completion/complete','params':{'ref':'guarded'}}",
			"{'method':'completion/complete','params':{}}" })
	void messageWhenItDoesNotSayWhichThenInvalidParams(String message) {
		Reply reply = send(message.replace('\'', '"'));
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json().get("error")).asString().contains("-32602");
	}

	/** What is deeper in the message names nothing. */
	@ParameterizedTest
	@ValueSource(strings = {
			"{'params':{'arguments':{'name':'guarded','method':'tools/call'},'name':'open'},'method':'tools/call'}",
			"{'x':{'method':'tools/call','params':{'name':'guarded'}},'method':'tools/list'}",
			"{'method':'tools/call','params':{'_meta':{'name':'guarded'},'name':'open'}}",
			"{'method':'tools/call','params':{'name':'guarded '}}", "[]" })
	void messageWhenNameIsElsewhereThenItIsNotMeant(String message) {
		assertThat(send(message.replace('\'', '"')).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'params':{'name':'guarded'},'method':'tools/call'}",
			"{'method':'tools\\/call','params':{'name':'gu\\u0061rded'}}",
			"{'m\\u0065thod':'tools/call','params':{'n\\u0061me':'guarded'}}",
			"\n\t {'method' : 'tools/call' , 'params' : { 'name' : 'guarded' } } \n" })
	void messageWhenSpelledDifferentlyThenIsTheSame(String message) {
		assertThat(send(message.replace('\'', '"')).status()).isEqualTo(403);
	}

	@Test
	void messageWhenDeepThenPassesUpToWhereParsersEnd() {
		assertThat(send(nested(100)).status()).isEqualTo(200);
		assertThat(send(nested(100_000)).status()).isEqualTo(400);
	}

	@Test
	void messageWhenTextIsLongerThanABufferThenBatchIsReadToItsEnd() {
		String long1 = CALL.replace("{}", "{\"x\":\"" + "y".repeat(100_000) + "\"}");
		assertThat(send("[" + long1 + "," + CALL.replace("open", "guarded") + "]").status()).isEqualTo(403);
	}

	@Test
	void messageWhenEncodedOtherwiseThenRefused() {
		assertThat(send("\uFEFF" + CALL).status()).isEqualTo(400);
		for (Charset charset : new Charset[] { StandardCharsets.UTF_16, StandardCharsets.UTF_16BE,
				StandardCharsets.UTF_16LE, Charset.forName("UTF-32"), Charset.forName("IBM037") }) {
			assertThat(send("application/json", CALL.getBytes(charset))).as(charset.name()).isEqualTo(400);
		}
		assertThat(send("application/json", CALL.replace("open", "\u00e4").getBytes(StandardCharsets.ISO_8859_1)))
			.isEqualTo(400);
		byte[] overlong = CALL.getBytes(StandardCharsets.ISO_8859_1);
		overlong[CALL.indexOf("open")] = (byte) 0xC1;
		overlong[CALL.indexOf("open") + 1] = (byte) 0xA7;
		assertThat(send("application/json", overlong)).isEqualTo(400);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "application/json | 200", "application/json; charset=utf-8 | 200",
			"Application/JSON;charset=\"UTF-8\" | 200", "application/json;charset=utf-16 | 415",
			"application/json;charset=IBM037 | 415", "application/json;charset=nonsense | 415",
			"application/x-www-form-urlencoded | 415", "multipart/form-data;boundary=x | 415", "text/plain | 415",
			"application/xml | 415", "*/* | 415", "nonsense | 415", "application/json, text/plain | 415" })
	void messageWhenContentTypeIsAnotherThenRefused(String contentType, int status) {
		assertThat(send(contentType, CALL.getBytes(StandardCharsets.UTF_8))).isEqualTo(status);
	}

	/** Boot's FormContentFilter has read the body before. */
	@Test
	void messageWhenSomebodyElseHasReadItThenRefused() {
		Reply reply = new Http().send("PUT", server.url("/mcp"), CALL.replace("open", "guarded"), "Authorization",
				"Bearer guest", "Content-Type", "application/x-www-form-urlencoded");
		assertThat(reply.status()).isEqualTo(415);
	}

	@Checklist("A32")
	@ParameterizedTest
	@CsvSource({ "Mcp-Method, tools/call, 200", "Mcp-Method, tools/list, 400", "Mcp-Method, Tools/Call, 400",
			"Mcp-Name, open, 200", "Mcp-Name, guarded, 400", "Mcp-Name, OPEN, 400", "Mcp-Name, '', 400",
			"mcp-name, open, 200", "Mcp-Name, =?base64?b3Blbg==?=, 200", "Mcp-Name, =?base64?Z3VhcmRlZA==?=, 400",
			"Mcp-Name, =?base64?***?=, 400", "Mcp-Name, =?base64?/w==?=, 400", "Mcp-Name, =?base64?=, 400",
			"Mcp-Name, =?BASE64?b3Blbg==?=, 400" })
	void callWhenHeaderIsNotTheBodyThenHeaderMismatch(String header, String value, int status) {
		Reply reply = send(CALL, header, value);
		assertThat(reply.status()).isEqualTo(status);
		if (status == 400) {
			assertThat(reply.json()).containsEntry("id", 7);
			assertThat(reply.json().get("error")).asString().contains("-32020", "Header mismatch: Mcp-");
		}
	}

	@Test
	void callWhenHeaderIsNoNameThenItIsNotTheOneThatIsSpelledNull() {
		assertThat(send(CALL.replace("open", "null"), "Mcp-Name", "=?base64?***?=").status()).isEqualTo(400);
	}

	/** A header never opens what the body does not. */
	@Checklist("A35")
	@Test
	void callWhenHeadersNameAnOpenToolThenBodyDecides() {
		String guarded = CALL.replace("open", "guarded");
		assertThat(send(guarded, "Mcp-Method", "tools/call", "Mcp-Name", "guarded").status()).isEqualTo(403);
		assertThat(send(guarded, "Mcp-Method", "tools/list").status()).isEqualTo(400);
		assertThat(send(guarded, "Mcp-Name", "open").status()).isEqualTo(400);
	}

	@Checklist("A33")
	@Test
	void callWhenNameIsNotAsciiThenHeaderIsBase64OfIt() {
		String encoded = "=?base64?" + Base64.getEncoder().encodeToString("Tromsø".getBytes(StandardCharsets.UTF_8))
				+ "?=";
		assertThat(send(CALL.replace("open", "Tromsø"), "Mcp-Name", encoded).status()).isEqualTo(200);
	}

	@Test
	void callWhenHeaderComesTwiceThenHeaderMismatch() {
		assertThat(send(CALL, "Mcp-Name", "open", "Mcp-Name", "open").status()).isEqualTo(400);
	}

	/** From MCP 2026-07-28 on they are required, but not of notifications and answers. */
	@Checklist("A31")
	@ParameterizedTest
	@CsvSource({ "2025-11-25, 200", "2026-07-28, 400", "2027-01-01, 400" })
	void callWhenHeadersAreMissingThenVersionDecides(String version, int status) {
		assertThat(send(CALL, "MCP-Protocol-Version", version).status()).isEqualTo(status);
		assertThat(send(CALL, "MCP-Protocol-Version", version, "Mcp-Method", "tools/call").status()).isEqualTo(status);
		assertThat(send(CALL, "MCP-Protocol-Version", version, "Mcp-Method", "tools/call", "Mcp-Name", "open").status())
			.isEqualTo(200);
		assertThat(send(CALL.replace("\"id\":7,", ""), "MCP-Protocol-Version", version).status()).isEqualTo(200);
		assertThat(send("{\"id\":7,\"result\":{}}", "MCP-Protocol-Version", version).status()).isEqualTo(200);
		assertThat(send("{\"id\":7,\"method\":\"tools/list\"}", "MCP-Protocol-Version", version, "Mcp-Method",
				"tools/list", "Mcp-Name", "whatever")
			.status()).isEqualTo(200);
	}

	@Test
	void batchWhenItHasHeadersThenHeaderMismatch() {
		assertThat(send("[" + CALL + "," + CALL + "]", "Mcp-Method", "tools/call").status()).isEqualTo(400);
	}

	/** Nobody's message is read who is not let in. */
	@Test
	void messageWhenCallerIsUnknownThen401WhateverItIs() {
		assertThat(new Http().postJson(server.url("/mcp"), "not json").status()).isEqualTo(401);
	}

	@Test
	void messageWhenNothingNeedsScopesThenItIsTheApplicationsToRead() {
		try (TestServer open = TestServer.start(new Class<?>[] { EchoApplication.class },
				EchoApplication.properties(Map.of("guest", "mcp:connect")))) {
			Reply reply = new Http().post(open.url("/mcp"), "text/plain", "{'", "Authorization", "Bearer guest",
					"Mcp-Name", "other");
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.body()).isEqualTo("{'");
		}
	}

	private static String nested(int depth) {
		return CALL.replace("{}", "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
	}

	private static Reply send(String body, String... headers) {
		String[] all = Stream.concat(Stream.of("Authorization", "Bearer guest"), Stream.of(headers))
			.toArray(String[]::new);
		return new Http().postJson(server.url("/mcp"), body, all);
	}

	private static int send(String contentType, byte[] body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/mcp")))
			.header("Authorization", "Bearer guest")
			.header("Content-Type", contentType)
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build();
		return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().statusCode();
	}

}
