// Validates arguments[1] against the flavour arguments[0] (such as "ua1") and prints, as one JSON
// list, [clause, test, times, message, place] of every failed rule, place being the first one.
// Runs in the Rhino shell that veraPDF carries for the tests in its profiles.
(function (flavourName, path) {
  var vera = Packages.org.verapdf;
  var FIRST_ONLY = 1, NO_PASSES = false, MESSAGES = true, NO_PROGRESS = false;
  vera.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
  var foundry = vera.pdfa.Foundries.defaultInstance();
  var flavour = vera.pdfa.flavours.PDFAFlavour.fromString(flavourName);
  var parser = foundry.createParser(new java.io.File(path), flavour);
  var validator = foundry.createValidator(flavour, FIRST_ONLY, NO_PASSES, MESSAGES, NO_PROGRESS);
  var result = validator.validate(parser);
  if (String(result.getJobEndStatus()) !== "normal") throw new Error(result.getJobEndStatus());

  var times = result.getFailedChecks();
  var failed = result.getTestAssertions().toArray().map(function (assertion) {
    var rule = assertion.getRuleId();
    return [
      String(rule.getClause()),
      Number(rule.getTestNumber()),
      Number(times.get(rule)),
      String(assertion.getErrorMessage() || assertion.getMessage()),
      String(assertion.getLocation().getContext()),
    ];
  });
  if (result.isCompliant() !== (failed.length === 0)) throw new Error("verdict without a reason");
  print(JSON.stringify(failed));
})(arguments[0], arguments[1]);
