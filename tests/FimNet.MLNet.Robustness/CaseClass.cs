namespace FimNet.MLNet.Robustness;

/// <summary>A class of bad input: cases that hang on their number alone.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Cases">How many cases there are.</param>
/// <param name="Try">Runs the case of a number, from 0; the promised exception is for it to catch, every other is a failure.</param>
internal sealed record CaseClass(string Name, int Cases, Func<int, Outcome> Try);
