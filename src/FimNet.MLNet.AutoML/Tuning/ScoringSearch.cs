using FimNet.MLNet.AutoML.Search;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.AutoML.Tuning;

/// <summary>Other ways of scoring one trained network: the best way so far with one option changed at a time, so that good defaults are left only for something better.</summary>
internal sealed class ScoringSearch
{
    private const int Attempts = 20;

    private readonly SearchDimension[] _dimensions;

    /// <param name="space">The search space.</param>
    /// <param name="metric">Options that cannot change it are left out.</param>
    public ScoringSearch(FimNetSearchSpace space, FimNetMetric metric) => _dimensions = [.. space.ScoringFor(metric)];

    public bool IsEmpty => _dimensions.Length == 0;

    /// <summary>The next way of scoring to try.</summary>
    /// <param name="best">The options of the best way so far.</param>
    /// <param name="tried">The options of all ways that were tried on this network.</param>
    /// <param name="seed">Decides the value.</param>
    /// <returns>Null when the values are used up.</returns>
    public FimNetOptions? Next(FimNetOptions best, IReadOnlyList<FimNetOptions> tried, int seed)
    {
        var random = new SeededRandom(seed);
        var known = tried.Select(Describe).ToHashSet();
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            SearchDimension dimension = _dimensions[(tried.Count - 1 + attempt) % _dimensions.Length];
            object value = dimension.DrawOther(OptionProperty.Get(best, dimension.Option), random);
            FimNetOptions next = OptionProperty.With(best, [KeyValuePair.Create(dimension.Option, value)]);
            if (!known.Contains(Describe(next)))
            {
                return next;
            }
        }

        return null;
    }

    private string Describe(FimNetOptions options) => string.Join("; ", _dimensions.Select(dimension => OptionText.Of(OptionProperty.Get(options, dimension.Option))));
}
