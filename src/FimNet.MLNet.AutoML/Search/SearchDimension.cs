using System.Globalization;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.AutoML.Search;

/// <summary>One option and the values that it may take.</summary>
/// <param name="Option">The name of a property of <see cref="FimNetOptions"/>.</param>
internal abstract record SearchDimension(string Option)
{
    /// <summary>Whether the option decides how a trained network scores, and nothing of its training.</summary>
    public bool IsScoring => FimNetOptions.ScoringNames.Contains(Option);

    /// <summary>A value of the option's own type.</summary>
    public abstract object Draw(SeededRandom random);

    /// <summary>A value that differs from another one where there is any.</summary>
    public abstract object DrawOther(object current, SeededRandom random);

    /// <summary>The values in words, the same for the same ones.</summary>
    public abstract override string ToString();
}

/// <summary>A number in a range, both ends included.</summary>
/// <param name="Option">The name of a property of <see cref="FimNetOptions"/>.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="IsLogarithmic">Drawn evenly over the orders of magnitude instead of the numbers.</param>
/// <param name="IsWhole">Whole numbers only.</param>
internal sealed record RangeDimension(string Option, double Minimum, double Maximum, bool IsLogarithmic, bool IsWhole) : SearchDimension(Option)
{
    public override object Draw(SeededRandom random)
    {
        double drawn = IsLogarithmic ? random.LogUniform(Minimum, Maximum) : random.Uniform(Minimum, Maximum);
        return IsWhole ? (object)(int)Math.Round(drawn) : drawn;
    }

    public override object DrawOther(object current, SeededRandom random) => Draw(random);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Minimum} to {Maximum}{(IsLogarithmic ? ", logarithmic" : "")}");
}

/// <summary>One of some values.</summary>
/// <param name="Option">The name of a property of <see cref="FimNetOptions"/>.</param>
/// <param name="Candidates">At least one, of the option's own type.</param>
internal sealed record ChoiceDimension(string Option, IReadOnlyList<object> Candidates) : SearchDimension(Option)
{
    public override object Draw(SeededRandom random) => Candidates[random.NextInt(0, Candidates.Count - 1)];

    public override object DrawOther(object current, SeededRandom random)
    {
        object[] others = [.. Candidates.Where(candidate => OptionText.Of(candidate) != OptionText.Of(current))];
        return others.Length == 0 ? current : others[random.NextInt(0, others.Length - 1)];
    }

    public override string ToString() => string.Join(" | ", Candidates.Select(OptionText.Of));
}
