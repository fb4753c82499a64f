namespace FimNet.MLNet.Robustness;

/// <summary>A class of bad input: cases that hang on their number alone.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Cases">How many cases there are.</param>
/// <param name="Try">Runs the case of a number, from 0; the promised exception is for it to catch, every other is a failure.</param>
/// <param name="MayDiffer">Whether a case may give other results without being refused, because it is sound input of its own, or because nothing in its format could tell.</param>
internal sealed record CaseClass(string Name, int Cases, Func<int, Outcome> Try, bool MayDiffer = false)
{
    /// <summary>At most so many of the cases, evenly spread.</summary>
    public CaseClass Take(int most) => most >= Cases ? this : this with { Cases = most, Try = number => Try((int)((long)number * Cases / most)) };
}
