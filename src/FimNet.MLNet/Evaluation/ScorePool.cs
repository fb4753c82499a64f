namespace FimNet.MLNet.Evaluation;

/// <summary>Scores of one class, collected image by image and sorted once at the end.</summary>
internal sealed class ScorePool
{
    private readonly List<float[]> _parts = [];

    public long Count { get; private set; }

    /// <param name="scores">Scores without NaN; the pool takes the array over.</param>
    public void Add(float[] scores)
    {
        if (scores.Length > 0)
        {
            _parts.Add(scores);
            Count += scores.Length;
        }
    }

    /// <summary>Empties the pool into one ascending array.</summary>
    /// <exception cref="InvalidOperationException">There are more scores than an array can hold.</exception>
    public float[] TakeSorted()
    {
        if (Count > Array.MaxLength)
        {
            throw new InvalidOperationException($"{Count} pixels of a class are more than can be evaluated at once (at most {Array.MaxLength}). "
                + "Evaluate fewer images or smaller maps.");
        }

        var all = new float[Count];
        int next = 0;
        for (int i = 0; i < _parts.Count; i++)
        {
            _parts[i].CopyTo(all, next);
            next += _parts[i].Length;
            _parts[i] = [];
        }

        _parts.Clear();
        Count = 0;
        Array.Sort(all);
        return all;
    }
}
