package com.flexinference.client;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.format.CallerFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RequestRules}: one row for each rule of docs/wire-contract.md, section
 * 3.3.
 */
class RequestRulesTests {

	private static final String GOOD = "'model':'m','start_within':'default','input':'q','messages':[]";

	@Test
	void limitThatAMessageForClaudeLacksIsToldInTermsOfTheBuilder() {
		FlexRequest request = FlexRequest
			.of((r) -> r.model("claude-opus-4-8").user("q").startWithin(StartWithin.DEFAULT));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> ResolvedRequest.of(request, CallerFormat.MESSAGES, false))
			.withMessageContaining("'max_tokens' is missing")
			.withMessageContaining("@FlexInference(maxTokens = …), or the property flexinference.max-tokens")
			.withMessageContaining("maxTokens(1024)");
		assertThat(ResolvedRequest.of(request, CallerFormat.CHAT_COMPLETIONS, false)).isNotNull();
		assertThat(ResolvedRequest.of(request.mutate().model("gpt-5.5").build(), CallerFormat.MESSAGES, false))
			.isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "a\0b", "a\u0085b", "\u202e00h" })
	void oddStartWithinIsEscapedInTheMessage(String startWithin) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> ResolvedRequest.of(
				FlexRequest.of((r) -> r.model("m").user("q").with("start_within", startWithin)), CallerFormat.RESPONSES,
				false))
			.withMessageMatching("[^\\p{Cc}\\p{Cf}]*");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{}                                       | model         | is missing                          | missing_model
					{'model':null}                           | model         | must be a string that is not empty  | missing_model
					{'model':1}                              | model         | must be a string that is not empty  | missing_model
					{'model':''}                             | model         | must be a string that is not empty  | missing_model
					{'model':'m'}                            | start_within  | is missing                          | missing_start_within
					{'model':'m','start_within':null}        | start_within  | must not be 'null'                  | invalid_start_within
					{'model':'m','start_within':30}          | start_within  | must not be '30'                    | invalid_start_within
					{'model':'m','start_within':''}          | start_within  | must not be ''                      | invalid_start_within
					{'model':'m','start_within':'standard'}  | start_within  | must not be 'standard'              | invalid_start_within
					{'model':'m','start_within':'DEFAULT'}   | start_within  | must not be 'DEFAULT'               | invalid_start_within
					{'model':'m','start_within':'30s'}       | start_within  | must not be '30s'                   | invalid_start_within
					{'model':'m','start_within':'key-default'} | start_within | must not be 'key-default'          | invalid_start_within
					{'model':'m','start_within':'00h-00m-04s'} | start_within | must not be '00h-00m-04s'          | invalid_start_within
					{'model':'m','start_within':'00h-10m-01s'} | start_within | must not be '00h-10m-01s'          | invalid_start_within
					{'model':'m','start_within':'00h-00m-90s'} | start_within | must not be '00h-00m-90s'          | invalid_start_within
					{'model':'m','start_within':'00h-09m-60s'} | start_within | must not be '00h-09m-60s'          | invalid_start_within
					""")
	void firstViolationOfModelAndStartWithin(String request, String field, String problem, String code) {
		assertThat(first(request, CallerFormat.RESPONSES)).returns(field, Violation::field)
			.returns(problem, Violation::problem)
			.returns(code, Violation::code);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					'retry':null                                   | retry         | must be an object
					'retry':[]                                     | retry         | must be an object
					'retry':2                                      | retry         | must be an object
					'retry':{'x':1}                                | retry.x       | is unknown
					'retry':{'count':9,'x':1}                      | retry.x       | is unknown
					'retry':{}                                     | retry.count   | is missing
					'retry':{'count':null}                         | retry.count   | must not be null
					'retry':{'count':'2'}                          | retry.count   | must not be "2"
					'retry':{'count':0}                            | retry.count   | must not be 0
					'retry':{'count':6}                            | retry.count   | must not be 6
					'retry':{'count':1.5}                          | retry.count   | must not be 1.5
					'retry':{'count':99999999999}                  | retry.count   | must not be 99999999999
					'retry':{'count':1,'backoff':null,'jitter':1}  | retry.backoff | must not be null
					'retry':{'count':1,'backoff':'x'}              | retry.backoff | must not be "x"
					'retry':{'count':1,'jitter':null}              | retry.jitter  | must not be null
					'retry':{'count':1,'jitter':'yes'}             | retry.jitter  | must not be "yes"
					'retry':{'count':0},'provider':null            | retry.count   | must not be 0
					'provider':null                                | provider      | must not be null
					'provider':'openai'                            | provider      | must not be "openai"
					'provider':[]                                  | provider      | must not be []
					'provider':['a','b','c','d']                   | provider      | must not be ["a","b","c","d"]
					'provider':['a',1]                             | provider      | must not be ["a",1]
					'provider':['a','a']                           | provider      | must not be ["a","a"]
					'provider':[],'include_cost':1                 | provider      | must not be []
					'include_cost':null                            | include_cost  | must not be null
					'include_cost':'true'                          | include_cost  | must not be "true"
					'include_cost':1,'service_tier':'flex'         | include_cost  | must not be 1
					'service_tier':'flex'                          | service_tier  | must not be sent; start_within chooses the tier
					'service_tier':null                            | service_tier  | must not be sent; start_within chooses the tier
					'stream':true                                  | stream        | must not be true in a call of create(…)
					'stream':1                                     | stream        | must not be 1 in a call of create(…)
					""")
	void firstViolationOfOptionalFields(String fields, String field, String problem) {
		assertThat(first("{" + GOOD + "," + fields + "}", CallerFormat.CHAT_COMPLETIONS))
			.returns(field, Violation::field)
			.returns(problem, Violation::problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | 'messages':[]          | input    | is missing
			INTERACTIONS     | 'messages':[]          | input    | is missing
			CHAT_COMPLETIONS | 'input':'q'            | messages | is missing
			MESSAGES         | 'input':'q'            | messages | is missing
			CHAT_COMPLETIONS | 'messages':null        | messages | must be an array
			MESSAGES         | 'messages':'q'         | messages | must be an array
			MESSAGES         | 'messages':{}          | messages | must be an array
			""")
	void firstViolationOfThePrompt(CallerFormat format, String fields, String field, String problem) {
		assertThat(first("{'model':'m','start_within':'auto'," + fields + "}", format)).returns(field, Violation::field)
			.returns(problem, Violation::problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "'retry':{'count':1}", "'retry':{'count':5.0,'backoff':'linear','jitter':false}",
			"'retry':{'count':2e0,'backoff':'exponential'}", "'provider':['openai']", "'provider':['x-new','y','z']",
			"'include_cost':false", "'pii_mask':'x','moderate':null,'cache':1,'trace_storage':[]", "'max_tokens':-1",
			"'stream':false", "'stream':null", "'x_new':{'a':1}" })
	void leavesTheRestToTheService(String fields) {
		for (CallerFormat format : CallerFormat.values()) {
			assertThat(violations("{" + GOOD + "," + fields + "}", format)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "priority", "auto", "00h-00m-05s", "00h-00m-30s", "00h-10m-00s" })
	void takesEveryStartWithinOfTheWire(String startWithin) {
		assertThat(
				violations("{'model':'m','input':null,'start_within':'" + startWithin + "'}", CallerFormat.RESPONSES))
			.isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "CHAT_COMPLETIONS", "MESSAGES" })
	void takesAnEmptyArrayOfMessages(CallerFormat format) {
		assertThat(violations("{'model':'m','start_within':'auto','messages':[]}", format)).isEmpty();
	}

	@Test
	void countOutOfAnyRangeIsRefused() {
		assertThat(first("{" + GOOD + ",'retry':{'count':1e400}}", CallerFormat.MESSAGES).field())
			.isEqualTo("retry.count");
	}

	@Test
	void listsEverythingThatIsWrongInOrder() {
		assertThat(violations("{'service_tier':'x','include_cost':1,'provider':1,'retry':1}", CallerFormat.RESPONSES))
			.extracting(Violation::field)
			.containsExactly("model", "start_within", "retry", "provider", "include_cost", "input", "service_tier");
	}

	@Test
	void messageSaysWhatIsWrongWhatIsAllowedAndGivesAnExample() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> resolve("{'model':'m','start_within':'00h-00m-90s'}", CallerFormat.RESPONSES))
			.withMessage("'start_within' must not be '00h-00m-90s' (invalid_start_within)."
					+ " Allowed: default, priority, auto, or a duration of whole seconds from 5 s to 10 min."
					+ " Example: \"start_within\": \"00h-00m-30s\"."
					+ " 'input' is missing. Allowed: a string or a list. Example: \"input\": \"Hello\".");
	}

	@Test
	void messageNamesTheServicesCodeForServiceTier() {
		assertThat(first("{" + GOOD + ",'service_tier':'flex'}", CallerFormat.RESPONSES).toString())
			.contains("(service_tier_not_allowed)");
	}

	@Test
	void messageOffersKeyDefault() {
		assertThat(first("{'model':'m'}", CallerFormat.RESPONSES).allowed()).contains("StartWithin.keyDefault()");
	}

	@Test
	void messageShowsNoLongValues() {
		String message = first("{" + GOOD + ",'include_cost':'" + "x".repeat(5000) + "'}", CallerFormat.RESPONSES)
			.toString();
		assertThat(message).hasSizeLessThan(300).contains("x\u2026");
	}

	@Test
	void messageShowsNoLongStartWithin() {
		String message = first("{'model':'m','start_within':'" + "x".repeat(5000) + "'}", CallerFormat.RESPONSES)
			.toString();
		assertThat(message).hasSizeLessThan(400);
	}

	@Test
	void streamFalseIsRefusedInAStream() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(
					() -> ResolvedRequest.of(FlexRequest.ofJson(("{" + GOOD + ",'stream':false}").replace('\'', '"')),
							CallerFormat.RESPONSES, true))
			.withMessageContaining("'stream' must not be false in a call of stream(\u2026)");
	}

	@Test
	void omittedFieldsAreAbsent() {
		FlexRequest request = FlexRequest.of((r) -> r.user("q")
			.with("model", StartWithin.keyDefault())
			.with("include_cost", StartWithin.keyDefault())
			.startWithin(StartWithin.keyDefault()));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> ResolvedRequest.of(request, CallerFormat.RESPONSES, false))
			.satisfies(
					(ex) -> assertThat(ex.violations()).extracting(Violation::problem).containsExactly("is missing"));
	}

	private static Violation first(String request, CallerFormat format) {
		return violations(request, format).get(0);
	}

	private static List<Violation> violations(String request, CallerFormat format) {
		try {
			resolve(request, format);
			return List.of();
		}
		catch (InvalidRequestException ex) {
			return ex.violations();
		}
	}

	private static void resolve(String request, CallerFormat format) {
		ResolvedRequest.of(FlexRequest.ofJson(request.replace('\'', '"')), format, false);
	}

}
