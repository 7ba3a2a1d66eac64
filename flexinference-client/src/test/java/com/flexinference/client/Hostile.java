package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Responses that no server should send, as bytes on the wire.
 */
final class Hostile {

	static final Map<String, byte[]> RESPONSES = new LinkedHashMap<>();

	private static final String OK = "HTTP/1.1 200 OK\r\n";

	private static final String JSON = "Content-Type: application/json\r\n";

	private static final String EVENTS = "Content-Type: text/event-stream\r\n";

	private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

	static {
		heads();
		headers();
		chunks();
		bodies();
		errors();
		events();
	}

	private Hostile() {
	}

	private static void add(String name, String response) {
		if (RESPONSES.put(name, response.getBytes(StandardCharsets.ISO_8859_1)) != null) {
			throw new IllegalStateException(name);
		}
	}

	private static void heads() {
		add("status 000", "HTTP/1.1 000 X\r\n\r\n");
		add("status 99", "HTTP/1.1 99 X\r\n\r\n");
		add("status 1000", "HTTP/1.1 1000 X\r\n\r\n");
		add("status -1", "HTTP/1.1 -1 X\r\n\r\n");
		add("status no number", "HTTP/1.1 abc X\r\n\r\n");
		add("status is the key", "HTTP/1.1 flex_live_secret\r\n\r\n");
		add("status missing", "HTTP/1.1\r\n\r\n");
		add("no reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n");
		add("reason with controls", "HTTP/1.1 200 \0\u001b[31m\r\nContent-Length: 0\r\n\r\n");
		add("version 9.9", "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n");
		add("version 1.0 without length", "HTTP/1.0 200 OK\r\n" + JSON + "\r\n{}");
		add("nothing", "");
		add("empty line only", "\r\n\r\n");
		add("switching protocols", "HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nbytes");
		add("continue only", "HTTP/1.1 100 Continue\r\n\r\n");
		add("early hints first", "HTTP/1.1 103 X\r\nLink: </x>\r\n\r\n" + OK + JSON + "Content-Length: 2\r\n\r\n{}");
		add("204 with a body", "HTTP/1.1 204 X\r\nContent-Length: 2\r\n\r\n{}");
		add("205", "HTTP/1.1 205 X\r\nContent-Length: 0\r\n\r\n");
		add("206", "HTTP/1.1 206 X\r\nContent-Range: bytes 0-1/9\r\nContent-Length: 2\r\n\r\n{}");
		add("304", "HTTP/1.1 304 X\r\n\r\n");
		add("407", "HTTP/1.1 407 X\r\nContent-Length: 0\r\n\r\n");
		add("401 with a strange challenge", "HTTP/1.1 401 X\r\nWWW-Authenticate: ,,=\r\nContent-Length: 0\r\n\r\n");
		add("binary", "\u0015\u0003\u0001\0\u0002\u0002\u0050\u00ff\u00fe");
		add("ssh", "SSH-2.0-OpenSSH_9.6\r\n\r\n");
		add("head is cut", "HTTP/1.1 200 OK\r\nContent-Le");
	}

	private static void headers() {
		add("length no number", OK + "Content-Length: abc\r\n\r\n{}");
		add("length is the key", OK + "Content-Length: flex_live_secret\r\n\r\n{}");
		add("length negative", OK + "Content-Length: -5\r\n\r\n{}");
		add("length with sign", OK + "Content-Length: +2\r\n\r\n{}");
		add("length too large", OK + "Content-Length: 9223372036854775808\r\n\r\n{}");
		add("length largest", OK + "Content-Length: 9223372036854775807\r\n\r\n{}");
		add("lengths differ", OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}");
		add("length and chunks", OK + "Content-Length: 1\r\n" + CHUNKED + "2\r\n{}\r\n0\r\n\r\n");
		add("encoding unknown", OK + "Transfer-Encoding: other\r\n\r\n{}");
		add("encoding twice", OK + "Transfer-Encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
		add("no colon", OK + "Nonsense\r\nContent-Length: 2\r\n\r\n{}");
		add("no colon after the key", OK + "flex_live_secret\r\n\r\n{}");
		add("blank before colon", OK + "Content-Length : 2\r\n\r\n{}");
		add("no name", OK + ": x\r\nContent-Length: 2\r\n\r\n{}");
		add("NUL in a value", OK + "X-A: a\0b\r\nContent-Length: 2\r\n\r\n{}");
		add("line feed alone", OK + "X-A: a\nContent-Length: 2\r\n\r\n{}");
		add("folded value", OK + "X-A: a\r\n b\r\nContent-Length: 2\r\n\r\n{}");
		add("value is not ASCII", OK + "X-\u00e9: \u00ff\r\nContent-Length: 2\r\n\r\n{}");
		add("thousand headers", OK + "X-A: 1\r\n".repeat(1000) + "Content-Length: 2\r\n\r\n{}");
		add("long header", OK + "X-A: " + "a".repeat(200_000) + "\r\nContent-Length: 2\r\n\r\n{}");
		add("type empty", OK + "Content-Type: \r\nContent-Length: 2\r\n\r\n{}");
		add("type nonsense", OK + "Content-Type: ;;;=\r\nContent-Length: 2\r\n\r\n{}");
		add("type with controls", OK + "Content-Type: a\u001b[31m/b\r\nContent-Length: 2\r\n\r\n{}");
		add("charset unknown", OK + "Content-Type: text/event-stream; charset=none\r\nContent-Length: 0\r\n\r\n");
		add("gzip of nothing", OK + JSON + "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n");
		add("gzip of garbage",
				OK + JSON + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008b\u0008\u00ff");
		add("compressed twice", OK + JSON + "Content-Encoding: gzip, gzip\r\nContent-Length: 2\r\n\r\n{}");
		add("redirect to nonsense", "HTTP/1.1 302 X\r\nLocation: ::%%\r\nContent-Length: 0\r\n\r\n");
		add("redirect without place", "HTTP/1.1 301 X\r\nContent-Length: 0\r\n\r\n");
		add("retries too many", OK + JSON + "x-flexinference-retries: 99999999999\r\nContent-Length: 2\r\n\r\n{}");
		add("cost no number", OK + JSON + "x-flexinference-cost: NaN\r\nContent-Length: 2\r\n\r\n{}");
		add("cost too large", OK + JSON + "x-flexinference-cost: 9223372036854775807\r\nContent-Length: 2\r\n\r\n{}");
		add("spend nonsense", OK + JSON + "x-flexinference-spend-remaining: 1e999999999\r\n"
				+ "x-flexinference-spend-as-of: 99999999999999999999\r\nContent-Length: 2\r\n\r\n{}");
		add("date nonsense", OK + JSON + "Date: never\r\nExpires: -1\r\nContent-Length: 2\r\n\r\n{}");
	}

	private static void chunks() {
		add("chunk size no number", OK + JSON + CHUNKED + "zz\r\n{}\r\n0\r\n\r\n");
		add("chunk size is the key", OK + JSON + CHUNKED + "flex_live_secret\r\n{}\r\n0\r\n\r\n");
		add("chunk size negative", OK + JSON + CHUNKED + "-1\r\n{}\r\n0\r\n\r\n");
		add("chunk size too large", OK + JSON + CHUNKED + "FFFFFFFFFFFFFFFF\r\n{}\r\n");
		add("chunk size empty", OK + JSON + CHUNKED + "\r\n{}\r\n0\r\n\r\n");
		add("chunk without end", OK + JSON + CHUNKED + "2\r\n{}X0\r\n\r\n");
		add("chunk is cut", OK + JSON + CHUNKED + "9\r\n{}");
		add("chunk extension", OK + JSON + CHUNKED + "2;a=" + "b".repeat(10_000) + "\r\n{}\r\n0\r\n\r\n");
		add("trailer nonsense", OK + JSON + CHUNKED + "2\r\n{}\r\n0\r\nNonsense\r\n\r\n");
	}

	private static void bodies() {
		body("empty body", "");
		body("blank body", " \n ");
		body("null", "null");
		body("array", "[]");
		body("string", "'text'");
		body("number", "1.0e9999999999");
		body("number in a field", "{'usage':{'input_tokens':1.0e9999999999}}");
		body("number too long", "{'a':" + "9".repeat(5000) + "}");
		body("deep", "[".repeat(2000) + "]".repeat(2000));
		body("controls in texts", "{'id':'\\u001b[31m\\u202e','managed':{'serving':'\\r\\n\\u2028'},"
				+ "'usage':{'routing':{'reason':'\\u001b[31m','tier':'flex_live_secret'}}}");
		body("cut", "{'output':[{'type':'mess");
		body("two values", "{}{}");
		body("not UTF-8", "{'a':'\u00ff\u00fe'}");
		body("UTF-16", "\u00fe\u00ff\0{\0}");
		body("byte order mark", "\u00ef\u00bb\u00bf{}");
		body("lone surrogate", "{'a':'\\uD800'}");
		body("NUL", "{'a':'\\u0000'}\0");
		body("fields of other types", "{'output':7,'choices':'x','content':{},'outputs':null,'usage':[],'id':{},"
				+ "'model':[],'status':1,'flexinference':'x','service_tier':{}}");
		body("nulls in arrays",
				"{'output':[null,[],7,{'content':[null]}],'choices':[null],'content':[null]," + "'outputs':[null]}");
		body("strange numbers", "{'usage':{'input_tokens':-1,'output_tokens':1e300,'total_tokens':'x'},"
				+ "'created':9223372036854775807,'created_at':9223372036854775807}");
		body("number in log probabilities of an output",
				"{'output':[{'type':'message','content':[{'type':'output_text',"
						+ "'text':'a','logprobs':[1.0e9999999999],'annotations':[{'url':'u'}]}]}]}");
		body("number in log probabilities of a choice", "{'choices':[{'message':{'content':'a',"
				+ "'logprobs':[1.0e9999999999],'annotations':[{'url_citation':{'url':'u'}}]}}]}");
		body("number in log probabilities of a step", "{'steps':[{'type':'model_output','content':[{'type':'text',"
				+ "'text':'a','logprobs':[1.0e9999999999],'annotations':[{'url':'u'}]}]}]}");
		body("number in log probabilities of a block",
				"{'content':[{'type':'text','text':'a'," + "'logprobs':[1.0e9999999999],'citations':[{'url':'u'}]}]}");
		body("too many log probabilities", "{'output':[{'type':'message','content':[{'type':'output_text','text':'a',"
				+ "'logprobs':[" + "0,".repeat(1_000_000) + "0],'annotations':[{'url':'u'}]}]}]}");
		body("error in an answer", "{'error':{'code':7,'message':['m']}}");
	}

	private static void errors() {
		error("error code of another type", "{'error':{'code':{},'message':[],'type':7,'param':{},'retryable':'x'}}");
		error("error is a string", "{'error':'overloaded'}");
		error("error is cut", "{'error':{'code':'x','mess");
		error("error is deep", "{'error':" + "{'a':".repeat(900) + "1" + "}".repeat(900) + "}");
		error("error is long", "{'error':{'code':'x','message':'" + "m".repeat(200_000) + "'}}");
		error("error is not UTF-8", "{'error':{'code':'x','message':'\u00ff'}}");
		error("error with controls", "{'error':{'code':'\\n','message':'\\u202e\\u0000\\r\\n'}}");
		error("error with a number", "{'error':{'code':'x','status':1.0e9999999999}}");
		error("error status out of range", "{'error':{'code':'x','status':-7}}");
		add("error shorter than its length", "HTTP/1.1 503 X\r\n" + JSON + "Content-Length: 999\r\n\r\n{");
		add("wait too long", "HTTP/1.1 429 X\r\nRetry-After: 9223372036854775807\r\nContent-Length: 0\r\n\r\n");
		add("wait longer", "HTTP/1.1 429 X\r\nRetry-After: 92233720368547758070\r\nContent-Length: 0\r\n\r\n");
		add("wait nonsense",
				"HTTP/1.1 503 X\r\nRetry-After: Thu, 99 Foo 99999 99:99:99 GMT\r\n" + "Content-Length: 0\r\n\r\n");
	}

	private static void events() {
		stream("no event", "");
		stream("comments only", ":\n:\n\n:\n");
		stream("end first", "data: [DONE]\n\n");
		stream("no JSON", "data: {x\n\n");
		stream("null event", "data: null\n\n");
		stream("array event", "data: []\n\n");
		stream("number event", "data: 1.0e9999999999\n\n");
		stream("event without its end", "data: {}");
		stream("carriage returns", "data: {}\r\rdata: {}\r");
		stream("fields nonsense", "retry: 99999999999999999999\nid: \0\nevent\ndata\n\n");
		stream("event is not UTF-8", "data: {'a':'\u00ff'}\n\n");
		stream("event is deep", "data: " + "[".repeat(2000) + "]".repeat(2000) + "\n\n");
		stream("event of other types", "data: {'type':7,'choices':{},'delta':[],'usage':'x','error':7}\n\n");
		stream("error is a string in an event", "data: {'error':'overloaded'}\n\n");
		stream("error in an event", "event: error\ndata: {'type':'error','error':{'message':{},'status':'x'}}\n\n");
		stream("number in a member that is not read", "data: {'x':1.0e9999999999}\n\n");
		stream("number in the arguments of a block", "data: {'type':'content_block_start','index':0,"
				+ "'content_block':{'type':'tool_use','id':'t','name':'f','input':{},'logprobs':[1.0e9999999999]}}\n\n"
				+ "data: {'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta',"
				+ "'partial_json':'{\\'a\\':1.0e9999999999}'}}\n\ndata: {'type':'message_stop'}\n\n");
		stream("number in the arguments of a step",
				"data: {'event_type':'step.start','index':0,"
						+ "'step':{'type':'function_call','id':'t','name':'f','logprobs':[1.0e9999999999]}}\n\n"
						+ "data: {'event_type':'step.delta','index':0,'delta':{'type':'arguments_delta',"
						+ "'arguments':'{\\'a\\':1.0e9999999999}'}}\n\n"
						+ "data: {'event_type':'interaction.completed','interaction':{'status':'completed'}}\n\n");
		stream("number in log probabilities of an item", "data: {'type':'response.output_item.done','output_index':0,"
				+ "'item':{'type':'message','content':[{'type':'output_text','text':'a','logprobs':[1.0e9999999999],"
				+ "'annotations':[{'url':'u'}]}]}}\n\n"
				+ "data: {'type':'response.completed','response':{'status':'completed'}}\n\n");
		stream("long line", "data: " + "a".repeat(1_000_000));
	}

	private static void body(String name, String body) {
		message(name, OK + JSON, body);
	}

	private static void error(String name, String body) {
		message(name, "HTTP/1.1 503 X\r\n" + JSON, body);
	}

	private static void stream(String name, String body) {
		message(name, OK + EVENTS, body);
	}

	private static void message(String name, String head, String body) {
		add(name, head + "Content-Length: " + body.length() + "\r\n\r\n" + body.replace('\'', '"'));
	}

}
